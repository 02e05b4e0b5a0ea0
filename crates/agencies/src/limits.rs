//! Every limit on what comes without an account, with its unit in its name.

/// Most commitments of one link or one printed form.
pub const LINK_ITEMS_MAX: usize = 8;
/// Days until a link is over, where its officer says nothing else.
pub const LINK_DAYS: u32 = 14;
/// Most days until a link is over.
pub const LINK_DAYS_MAX: u32 = 60;
/// Most days by which the last day of a link is moved to a working day.
pub const LINK_MOVED_DAYS_MAX: i64 = 30;
/// Most links of a dialogue that are neither used nor revoked.
pub const LINKS_OPEN_MAX: usize = 5_000;
/// Longest words for whom a link or a form is, in characters (256 bytes in the store).
pub const POST_CHARS_MAX: usize = 120;
/// How often one link may be asked for within an hour.
pub const LINK_ASKS_PER_HOUR_MAX: u32 = 60;
/// How often one address may ask for links within an hour: a ministry stands behind one.
pub const LINK_ASKS_OF_ADDRESS_PER_HOUR_MAX: u32 = 600;
/// Wrong secrets of one address within an hour before it is told nothing.
pub const LINK_WRONG_OF_ADDRESS_PER_HOUR_MAX: u32 = 20;
/// Links and addresses counted at once.
pub const LINK_ASKERS_MAX: usize = 20_000;
/// How long links that are over and updates that were settled are kept, in milliseconds.
pub const UPDATES_KEPT_MILLISECONDS: i64 = 90 * 24 * 60 * 60 * 1_000;
/// Longest address of mail, in bytes (RFC 5321, 4.5.3.1).
pub const MAIL_ADDRESS_BYTES_MAX: usize = 254;
/// Longest subject, in characters.
pub const MAIL_SUBJECT_CHARS_MAX: usize = 150;
/// Longest time that one step with the mail server may take, in seconds.
pub const MAIL_SECONDS_MAX: u64 = 20;
/// Letters that a mail server refuses one after another before the others wait for the next time.
pub const MAIL_REFUSALS_IN_A_ROW_MAX: usize = 3;
/// Local hours within which letters are sent: from eight, to four.
pub const MAIL_HOURS: std::ops::Range<i8> = 8..16;
/// Most subscriptions of a dialogue; each gets one letter a day at most.
pub const SUBSCRIPTIONS_MAX: usize = 1_000;
/// Most subscriptions of one address.
pub const SUBSCRIPTIONS_OF_ADDRESS_MAX: usize = 5;
/// Most commitments that one letter names.
pub const MAIL_LINES_MAX: usize = 60;
/// Longest scan of a filled form, in bytes.
pub const SCAN_BYTES_MAX: usize = store::limits::UPDATE_SCAN_BYTES_MAX;
/// Longest content of one update as it is kept, in bytes.
pub const UPDATE_BYTES_MAX: usize = store::limits::UPDATE_BYTES_MAX;
/// How long printed forms are kept from which nothing came, in milliseconds.
pub const FORMS_KEPT_MILLISECONDS: i64 = 730 * 24 * 60 * 60 * 1_000;
/// Most letters of one link: a wrong address is mended, nobody is pestered.
pub const LINK_LETTERS_MAX: usize = 5;
/// Most letters with links that wait for the mail server at once; they are kept in memory.
pub const LINK_LETTERS_WAITING_MAX: usize = 500;
/// How far ahead is looked for the next letter, in days: a fortnight before a date, over holidays.
pub const MAIL_LOOK_AHEAD_DAYS: i64 = 62;
