//! The limits of the web tier, with units in their names. Every number that bounds what a
//! browser may send, keep open or make us remember stands here and nowhere else.

use std::time::Duration;

/// Longest body of a form.
pub const FORM_BYTES_MAX: usize = 512 * 1024;
/// Longest time one request may take (live streams apart).
pub const REQUEST_TIME_MAX: Duration = Duration::from_secs(30);
/// Longest search text, in characters.
pub const FIND_CHARS_MAX: usize = 200;
/// Hits shown by the find page.
pub const FIND_HITS_MAX: usize = 60;
/// Private notes shown above the results of a search.
pub const SEARCH_NOTES_SHOWN_MAX: usize = 3;
/// Items offered to narrow a search by, of each type.
pub const SEARCH_OPTIONS_MAX: usize = 200;
/// Longest answer of the search form that is passed on in addresses, in bytes.
pub const SEARCH_PARAMETER_BYTES_MAX: usize = 300;
/// Lines of the audit trail shown.
pub const AUDIT_LINES_MAX: u32 = 200;
/// Lines of a compartment's audit trail on one page.
pub const TRAIL_PAGE_LINES: u32 = 100;
/// Lines of it in one file.
pub const TRAIL_FILE_LINES_MAX: u32 = 10_000;
/// Longest name of an account.
pub const ACCOUNT_NAME_CHARS_MAX: usize = 64;
/// Bytes of rendered pages kept.
pub const CACHE_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Longest rendered page that is kept.
pub const CACHE_BODY_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Age after which a kept page is rendered again: what it shows beside the record (the state of
/// the link) may have changed without a new record revision.
pub const CACHE_AGE_MAX: Duration = Duration::from_secs(10);
/// Live streams open at once in this node.
pub const LIVE_STREAMS_MAX: usize = 512;
/// How often a live stream checks that its sign-in session still holds.
pub const LIVE_RECHECK: Duration = Duration::from_secs(60);
/// Silence after which a live stream sends a comment, so that proxies keep it open.
pub const LIVE_KEEP_ALIVE: Duration = Duration::from_secs(20);
/// Items named in one live event; a change of more items says "all".
pub const LIVE_ITEMS_MAX: usize = 256;
/// Rows of each list of the desk.
pub const DESK_ROWS_MAX: usize = 40;
/// Recent events shown on the desk.
pub const DESK_EVENTS_MAX: usize = 8;
/// Longest name of an account and longest password that are looked at, in bytes.
pub const SIGN_IN_BYTES_MAX: usize = 1024;
/// Characters of a user agent kept with a session.
pub const USER_AGENT_CHARS_MAX: usize = 200;
/// Longest page we send.
pub const PAGE_BYTES_MAX: usize = 32 * 1024 * 1024;
/// Longest document that is read in, with what the browser sends around it.
pub const REPORT_BYTES_MAX: usize = 21 * 1024 * 1024;
/// Longest attached file, with what the browser sends around it.
pub const ATTACH_BYTES_MAX: usize = 26 * 1024 * 1024;
/// Longest other field of the form that attaches it.
pub const ATTACH_FIELD_BYTES_MAX: usize = 4 * 1024;
/// Scans of which it is remembered what was read off them.
pub const SCANS_KEPT_MAX: usize = 512;
/// Claims of a report about which something may be chosen.
pub const REPORT_CLAIMS_MAX: usize = 5_000;
/// Longest name of a field in the form of a report.
pub const REPORT_FIELD_BYTES_MAX: usize = 64;
/// Reports that are put side by side.
pub const REPORTS_BESIDE_MAX: usize = 6;
/// People whose names are compared for duplicates.
pub const DUPLICATES_PEOPLE_MAX: usize = 1_000;
/// Pairs of names shown.
pub const DUPLICATES_MAX: usize = 100;
/// Most acts that one button of a joint text does.
pub const TEXT_ACTS_MAX: usize = 1_200;
/// Lengths of a silence procedure that are offered, in working days.
pub const SILENCE_DAYS_OFFERED: &[u64] = &[2, 3, 5, 10];
/// Changes shown when two versions of a text are compared.
pub const COMPARED_ROWS_MAX: usize = 1_200;
/// Days on which a text was written that are offered for comparing.
pub const READING_DAYS_MAX: usize = 60;
/// Brackets of one provision whose options are offered as buttons.
pub const BRACKETS_OFFERED_MAX: usize = 6;
/// Characters of an option that stand on the button that takes it or withdraws it.
pub const OPTION_CHARS_MAX: usize = 40;
/// Characters of what the concordance found that are shown; most are a word or two.
pub const FOUND_CHARS_MAX: usize = 90;
/// Commitments on one page of the board and of its time line.
pub const BOARD_ROWS_MAX: usize = 100;
/// Commitments in one printed matrix: what is set in two languages within the time of a request.
pub const MATRIX_ROWS_MAX: usize = 500;
/// Commitments shown and answered at once on the list of a round.
pub const ANSWERS_SHOWN_MAX: usize = 200;
/// Instruments, and legal dates of one alarm, that are shown on a page; the table has them all.
pub const REGISTER_ROWS_MAX: usize = 100;
/// Instruments of one family that are drawn.
pub const FAMILY_SHOWN_MAX: usize = 200;
/// Instruments printed as one paper; more are narrowed by a filter, or are read in the table.
pub const REGISTER_PAPER_ROWS_MAX: usize = 1_000;
/// Legal dates to come that the desk shows.
pub const DESK_LEGAL_DATES_MAX: usize = 4;
/// Passed ones, the latest first.
pub const DESK_LEGAL_DATES_PASSED_MAX: usize = 2;
/// Copies that go into one package for registration.
pub const REGISTRATION_FILES_MAX: usize = 100;
/// Packages for registration that are made at once; another one waits.
pub const REGISTRATIONS_AT_ONCE: usize = 1;
/// Bytes of the copies that go into one package for registration, as they are held here.
pub const REGISTRATION_BYTES_MAX: u64 = 100 * 1024 * 1024;
/// Commitments of one form that comes without an account.
pub const UPDATE_ITEMS_MAX: usize = agencies::limits::LINK_ITEMS_MAX;
/// Characters of typed words that are shown again to somebody whose link opens nothing.
pub const UPDATE_WORDS_SHOWN_CHARS_MAX: usize = 4_000;
/// Settled updates shown below those that wait.
pub const UPDATES_SETTLED_SHOWN_MAX: usize = 20;
/// Longest file of codes (figures, a draft of a request), with what the browser sends around it.
pub const CODES_FILE_BYTES_MAX: usize = 64 * 1024;
