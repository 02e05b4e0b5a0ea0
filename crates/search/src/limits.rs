//! Bounds of the search, with the unit in each name. Every query does bounded work, whatever is
//! typed and however large the record is.

/// Longest query, in characters.
pub const QUERY_CHARS_MAX: usize = 200;
/// Most words of a query.
pub const QUERY_WORDS_MAX: usize = 12;
/// Matching entries, the newest, that are ranked against each other and counted.
pub const RANKED_MAX: usize = 1_000;
/// Occurrences (entries that hold the words of a query, summed) that a query of several words or
/// filters may have to look through; beyond it only the newest part of the index is looked through
/// at once.
pub const OCCURRENCES_MAX: u64 = 25_000;
/// What looking up one entry in the list of a common word costs, in occurrences read in a row.
pub const OCCURRENCES_OF_LOOKUP: u64 = 30;
/// Other spellings that one word of a query may stand for.
pub const FORMS_MAX: usize = 16;
/// Words that begin like a word of a query and are looked for with it.
pub const PREFIX_FORMS_MAX: usize = 16;
/// Shortest beginning of a word that is looked for, in letters.
pub const PREFIX_LETTERS_MIN: usize = 2;
/// Shortest word that is looked for inside other words and with slips, in letters.
pub const SIMILAR_LETTERS_MIN: usize = 4;
/// Words that stand in more entries than this are taken as typed: no slips, no glued forms, and no
/// longer words unless a star asks for them.
pub const SIMILAR_ENTRIES_MAX: u64 = 200;
/// Longer words are added, the commonest first, until they stand in so many entries together.
pub const PREFIX_ENTRIES_MAX: u64 = 4_000;
/// Words of the vocabulary looked at for one trigram of a query.
pub const WORDS_OF_GRAM_MAX: usize = 500;
/// Words that are compared letter by letter with one word of a query.
pub const WORDS_COMPARED_MAX: usize = 200;
/// Longest word that is indexed, in bytes; longer ones are cut.
pub const WORD_BYTES_MAX: usize = 96;
/// Text of one entry that is indexed, in bytes; the rest is left out.
pub const ENTRY_BYTES_MAX: usize = 256 * 1024;
/// Distinct passages of one entry that are indexed.
pub const PASSAGES_MAX: usize = 400;
/// Steps upwards from an item to its session, group and round.
pub const PARENTS_DEPTH_MAX: usize = 5;
/// Words of a passage that are shown around the words found.
pub const SNIPPET_WORDS_MAX: usize = 30;
/// Hits of one page.
pub const PAGE_HITS_MAX: usize = 20;
/// Entries written in one transaction while the index is made.
pub const ENTRIES_OF_COMMIT_MAX: usize = 32_768;
/// Entries read under one lock of the record while following it: the writer waits so long at most.
pub const ENTRIES_OF_LOCK_MAX: usize = 32;
/// Items that name a changed item and are looked at again because of it.
pub const REFERRERS_MAX: usize = 20_000;
/// Years that one range of dates may span.
pub const RANGE_YEARS_MAX: i32 = 150;
/// Months that one range of dates is looked for by; longer ones are looked for by years.
pub const RANGE_MONTHS_MAX: i32 = 36;
/// Connections that read the index at once and are kept for the next query.
pub const READERS_KEPT_MAX: usize = 8;
/// Memory that a change of the index may use before it is written out, in bytes.
pub const WRITE_MEMORY_BYTES: i64 = 64 * 1024 * 1024;
/// Pages of the file kept in memory by the writing connection, in KiB.
pub const WRITE_CACHE_KIB: i64 = 64 * 1024;
/// The same for each reading connection.
pub const READ_CACHE_KIB: i64 = 16 * 1024;
/// How long one connection waits for another, in milliseconds.
pub const BUSY_WAIT_MS: u64 = 5_000;
/// Words remembered with their stems while entries are written.
pub const WORDS_KEPT_MAX: usize = 200_000;
/// Fewer changes than this are not worth a second thread.
pub const CHANGES_ON_ONE_CORE_MAX: usize = 1_024;
/// Changes prepared before they are handed over together.
pub const CHANGES_PREPARED_AT_ONCE: usize = 256;
/// Such lots that may wait for the writer.
pub const PREPARED_WAITING_MAX: usize = 8;
/// Entries that a part of the index may span to be read through as it is, without asking first
/// which of them match.
pub const SPAN_READ_THROUGH_MAX: i64 = 2_048;
