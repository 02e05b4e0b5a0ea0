//! Bounds of the dialogue's contents, with the unit in each name. Texts are counted in Unicode
//! scalar values, not bytes: Arabic and English get the same room.
//! What was once agreed stays readable: a bound may grow, it must never shrink.

/// Longest name, title or other text of one line.
pub const LINE_CHARS_MAX: usize = 300;
/// Longest summary, reason or remark.
pub const SUMMARY_CHARS_MAX: usize = 2_000;
/// Longest paragraph of minutes, conclusion or corrigendum. At four bytes a character it still
/// fits into one opening (`ledger::limits::OPENING_BYTES_MAX`).
pub const PARAGRAPH_CHARS_MAX: usize = 8_000;
/// Most provisions of one joint text: an edition lists the version of each in one opening.
pub const PROVISIONS_OF_TEXT_MAX: usize = 1_200;
/// Longest list of versions in an edition: 43 characters and a line break for each provision.
pub const EDITION_VERSIONS_CHARS_MAX: usize = PROVISIONS_OF_TEXT_MAX * 44;
/// Length of a digest in hexadecimal.
pub const DIGEST_CHARS: usize = 64;
/// Deepest nesting of provisions: annex, article, paragraph, item, sub-item.
pub const PROVISION_DEPTH_MAX: usize = 6;
/// Longest silence procedure, in working days.
pub const SILENCE_DAYS_MAX: u64 = 120;
/// Longest single holiday of a calendar, in days after its first.
pub const HOLIDAY_DAYS_MAX: i64 = 31;
/// How far a working day is looked for, in days.
pub const WORKING_DAY_SEARCH_DAYS_MAX: i64 = 1_000;
/// Most provisions, persons, institutions and terms that a check of concordance looks at.
pub const CONCORDANCE_NAMES_MAX: usize = 5_000;
/// Longest code: an acronym, a language, a time zone, a reference number.
pub const CODE_CHARS_MAX: usize = 80;
/// Longest attached file, in bytes: 25 MiB, some 100 pages of a scan in colour.
pub const ATTACHMENT_BYTES_MAX: u64 = 25 * 1_024 * 1_024;
/// A SHA-256 in hexadecimal.
pub const FINGERPRINT_CHARS: usize = 64;
/// Longest address of a source.
pub const URL_CHARS_MAX: usize = 2_000;
/// Most rows of one table (seats of a delegation, follow-ups of a commitment).
pub const ROWS_MAX: usize = 200;
/// Most references, addresses or texts in one list.
pub const LIST_MAX: usize = 200;
/// Highest number of a round, position of a group, or count in a figure.
pub const NUMBER_MAX: u64 = 1_000_000;
/// Longest time planned for one agenda item: a day.
pub const AGENDA_MINUTES_MAX: u64 = 1_440;
/// Most openings of one entry, hence most stored fields of one version.
pub const FIELDS_OF_VERSION_MAX: usize = ledger::limits::OPENINGS_OF_ENTRY_MAX;
/// Longest basis of a redaction or a hold: a citation code.
pub const BASIS_CHARS_MAX: usize = 128;
/// Most versions that a draft names as its base; a charter has fewer members.
pub const BASES_OF_DRAFT_MAX: usize = ledger::limits::BASES_MAX;
/// Most versions looked through to see whether one was written from another.
pub const ANCESTORS_SEARCHED_MAX: usize = 64;
/// Most field names kept once for all versions; the types here have fewer.
pub const FIELD_NAMES_SHARED_MAX: usize = 1_024;

/// The newest schema of item types that this release knows.
pub const SCHEMA_KNOWN: u64 = 1;
/// Most entries of one log: their numbers are kept in 32 bits.
pub const LOG_ENTRIES_MAX: u64 = (1 << 32) - 2;
/// Most bytes of one log's entries that wait for entries of other logs.
pub const STAGED_BYTES_OF_PARTY_MAX: usize = 512 * 1024 * 1024;
/// Most amendments that one party may propose in its log.
pub const AMENDMENTS_OF_PARTY_MAX: usize = 256;
/// Most parties outside the founding charter that one party may name in its amendments.
pub const NEWCOMERS_OF_PARTY_MAX: usize = 8;
/// Most parties named by charters that an author may have seen when he names a new one.
pub const PARTIES_SEEN_MAX: usize = 120;
/// Most `key` entries of one log.
pub const KEY_STATEMENTS_OF_PARTY_MAX: usize = 64;
/// Items that one story tells of.
pub const STORY_ITEMS_MAX: usize = 300;
/// Newest reports of one side on one commitment that are read.
pub const REPORTS_READ_MAX: usize = 200;
/// Most enclosures or pieces that a request or a reply counts.
pub const ASSISTANCE_ITEMS_MAX: u64 = 100_000;
/// Largest count or number of days in figures of legal assistance.
pub const ASSISTANCE_COUNT_MAX: u64 = 1_000_000;
/// Last year that figures may name.
pub const YEAR_MAX: u64 = 2_199;
