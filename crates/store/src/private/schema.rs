//! The tables of the private file. No column of it ever crosses the border.
//! Written down in `docs/store.md`, part 4; a change here is a new schema number.

use crate::db::Shape;

pub(crate) const PRIVATE: Shape =
    Shape { what: "private store", application_id: 0x4857_5031, schema: 5, sql: SQL, steps: STEPS };

/// Schema 2 brought the reports that are read in, schema 3 what comes without an account, schema 4
/// reminders by mail, schema 5 several scans of one form and letters with a link.
const STEPS: &[(i64, &str)] = &[(1, REPORT), (2, UPDATE), (3, MAIL), (4, SCANS)];

macro_rules! report_table {
    () => {
        "CREATE TABLE report (
  dialogue TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  sha BLOB NOT NULL CHECK (length(sha) = 32), original BLOB NOT NULL, text TEXT NOT NULL,
  facts BLOB NOT NULL, choices BLOB NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL,
  submitted INTEGER, PRIMARY KEY (dialogue, id)) STRICT;
"
    };
}

macro_rules! update_tables {
    () => {
        "CREATE TABLE update_link (
  id TEXT NOT NULL PRIMARY KEY, dialogue TEXT NOT NULL,
  token BLOB NOT NULL UNIQUE CHECK (length(token) = 32), items TEXT NOT NULL,
  post_ar TEXT NOT NULL, post_en TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL,
  expires INTEGER NOT NULL, used INTEGER, revoked INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX update_link_dialogue ON update_link (dialogue, at);
CREATE TABLE update_form (
  number TEXT NOT NULL PRIMARY KEY, dialogue TEXT NOT NULL, items TEXT NOT NULL,
  post_ar TEXT NOT NULL, post_en TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE INDEX update_form_dialogue ON update_form (dialogue, at);
CREATE TABLE update_scan (
  sha BLOB NOT NULL PRIMARY KEY CHECK (length(sha) = 32), kind TEXT NOT NULL,
  bytes BLOB NOT NULL) STRICT;
"
    };
}

macro_rules! waiting_tables {
    () => {
        "CREATE TABLE update_waiting (
  id TEXT NOT NULL PRIMARY KEY, dialogue TEXT NOT NULL, item TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('link', 'form')), origin TEXT NOT NULL,
  post_ar TEXT NOT NULL, post_en TEXT NOT NULL, content BLOB NOT NULL, at INTEGER NOT NULL,
  late INTEGER NOT NULL CHECK (late IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'rejected')),
  settled INTEGER, settler TEXT, report TEXT) STRICT;
CREATE INDEX update_waiting_dialogue ON update_waiting (dialogue, state, at);
CREATE INDEX update_waiting_origin ON update_waiting (channel, origin, item);
CREATE UNIQUE INDEX update_waiting_once ON update_waiting (channel, origin, item)
  WHERE state = 'waiting';
CREATE TABLE update_page (
  update_id TEXT NOT NULL REFERENCES update_waiting (id),
  sha BLOB NOT NULL REFERENCES update_scan (sha), at INTEGER NOT NULL, read BLOB NOT NULL,
  PRIMARY KEY (update_id, sha)) STRICT, WITHOUT ROWID;
CREATE INDEX update_page_sha ON update_page (sha);
"
    };
}

macro_rules! letter_table {
    () => {
        "CREATE TABLE mail_letter (
  id TEXT NOT NULL PRIMARY KEY, dialogue TEXT NOT NULL,
  link TEXT NOT NULL REFERENCES update_link (id), address TEXT NOT NULL, lang TEXT NOT NULL,
  author TEXT NOT NULL, at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'unknown', 'lost')),
  done INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX mail_letter_link ON mail_letter (link);
"
    };
}

macro_rules! mail_tables {
    () => {
        "CREATE TABLE mail_subscription (
  id TEXT NOT NULL PRIMARY KEY, dialogue TEXT NOT NULL, address TEXT NOT NULL, lang TEXT NOT NULL,
  items TEXT NOT NULL, kinds TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE mail_sent (
  subscription TEXT NOT NULL, kind TEXT NOT NULL, item TEXT NOT NULL, date TEXT NOT NULL,
  at INTEGER NOT NULL, PRIMARY KEY (subscription, kind, item, date)) STRICT, WITHOUT ROWID;
"
    };
}

const REPORT: &str = report_table!();
const MAIL: &str = mail_tables!();

/// Schemas 3 and 4 had one update of a form and one scan of an update.
const UPDATE: &str = concat!(
    update_tables!(),
    "CREATE TABLE update_waiting (
  id TEXT NOT NULL PRIMARY KEY, dialogue TEXT NOT NULL, item TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('link', 'form')), origin TEXT NOT NULL,
  post_ar TEXT NOT NULL, post_en TEXT NOT NULL, content BLOB NOT NULL, at INTEGER NOT NULL,
  late INTEGER NOT NULL CHECK (late IN (0, 1)), scan BLOB REFERENCES update_scan (sha),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'rejected')),
  settled INTEGER, settler TEXT, report TEXT, UNIQUE (channel, origin, item)) STRICT;
CREATE INDEX update_waiting_dialogue ON update_waiting (dialogue, state, at);
"
);

const SCANS: &str = concat!(
    "CREATE TABLE carried AS SELECT * FROM update_waiting;
DROP TABLE update_waiting;
",
    waiting_tables!(),
    "INSERT INTO update_waiting SELECT id, dialogue, item, channel, origin, post_ar, post_en,
  content, at, late, state, settled, settler, report FROM carried;
INSERT INTO update_page SELECT id, scan, at, CAST('{}' AS BLOB) FROM carried
  WHERE scan IS NOT NULL;
DROP TABLE carried;
",
    letter_table!()
);

const SQL: &str = concat!(
    report_table!(),
    update_tables!(),
    waiting_tables!(),
    mail_tables!(),
    letter_table!(),
    "
CREATE TABLE account (
  name TEXT NOT NULL PRIMARY KEY, hash TEXT NOT NULL,
  disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)), created INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE holder (
  account TEXT NOT NULL REFERENCES account (name), function TEXT NOT NULL,
  since INTEGER NOT NULL, until INTEGER, granter TEXT NOT NULL, at INTEGER NOT NULL,
  CHECK (until IS NULL OR until >= since),
  PRIMARY KEY (account, function, since)) STRICT, WITHOUT ROWID;
CREATE TABLE session (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 32),
  account TEXT NOT NULL REFERENCES account (name), function TEXT NOT NULL,
  created INTEGER NOT NULL, seen INTEGER NOT NULL, agent TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (account);
CREATE TABLE note (
  id INTEGER PRIMARY KEY AUTOINCREMENT, dialogue TEXT NOT NULL, item TEXT NOT NULL,
  author TEXT NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL, edited INTEGER) STRICT;
CREATE INDEX note_item ON note (dialogue, item);
CREATE TABLE draft (
  dialogue TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, item TEXT,
  content BLOB NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (dialogue, id)) STRICT, WITHOUT ROWID;
CREATE TABLE read_mark (
  account TEXT NOT NULL REFERENCES account (name), dialogue TEXT NOT NULL, item TEXT NOT NULL,
  version BLOB NOT NULL CHECK (length(version) = 32), at INTEGER NOT NULL,
  PRIMARY KEY (account, dialogue, item)) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
  n INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, what TEXT NOT NULL,
  detail TEXT NOT NULL, link BLOB NOT NULL CHECK (length(link) = 32)) STRICT;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'audit lines stay'); END;
CREATE TRIGGER audit_is BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'audit lines stay as they are'); END;
"
);
