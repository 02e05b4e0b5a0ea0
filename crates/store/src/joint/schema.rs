//! The tables of a joint record's file. Keyed by dialogue first, insert-only but for `log`,
//! `opening`, `blob`, `peer` and `snapshot`, so that the same tables can stand in a distributed
//! database. There is no index by leaf hash: its random places would halve the rate of appending,
//! and a node knows from its fold where each entry stands. Written down in `docs/store.md`,
//! part 2; a change here is a new schema number.

use crate::db::Shape;

pub(crate) const JOINT: Shape =
    Shape { what: "joint record", application_id: 0x4857_4A31, schema: 1, sql: SQL, steps: &[] };

const SQL: &str = "
CREATE TABLE dialogue (did TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE log (
  did TEXT NOT NULL, party TEXT NOT NULL, own INTEGER NOT NULL CHECK (own IN (0, 1)),
  origin TEXT NOT NULL, size INTEGER NOT NULL CHECK (size >= 0),
  root BLOB NOT NULL CHECK (length(root) = 32), pending BLOB, state INTEGER NOT NULL,
  PRIMARY KEY (did, party)) STRICT, WITHOUT ROWID;
CREATE TABLE entry (
  did TEXT NOT NULL, party TEXT NOT NULL, idx INTEGER NOT NULL CHECK (idx >= 0),
  leaf BLOB NOT NULL CHECK (length(leaf) = 32), bytes BLOB NOT NULL, recv INTEGER NOT NULL,
  PRIMARY KEY (did, party, idx)) STRICT, WITHOUT ROWID;
CREATE TABLE tile (
  did TEXT NOT NULL, party TEXT NOT NULL, level INTEGER NOT NULL, n INTEGER NOT NULL,
  root BLOB NOT NULL CHECK (length(root) = 32),
  hashes BLOB NOT NULL CHECK (length(hashes) = 8192),
  PRIMARY KEY (did, party, level, n)) STRICT;
CREATE TABLE checkpoint (
  did TEXT NOT NULL, party TEXT NOT NULL, size INTEGER NOT NULL CHECK (size > 0),
  note BLOB NOT NULL, PRIMARY KEY (did, party, size)) STRICT, WITHOUT ROWID;
CREATE TABLE cosignature (
  did TEXT NOT NULL, party TEXT NOT NULL, size INTEGER NOT NULL CHECK (size > 0),
  by TEXT NOT NULL, line TEXT NOT NULL, time INTEGER NOT NULL,
  PRIMARY KEY (did, party, size, by)) STRICT, WITHOUT ROWID;
CREATE TABLE opening (
  did TEXT NOT NULL, party TEXT NOT NULL, idx INTEGER NOT NULL, field TEXT NOT NULL,
  disc TEXT, state INTEGER NOT NULL, basis TEXT, at INTEGER,
  CHECK ((state = 0 AND disc IS NOT NULL AND basis IS NULL)
      OR (state = 1 AND disc IS NULL AND basis IS NOT NULL AND at IS NOT NULL)),
  PRIMARY KEY (did, party, idx, field)) STRICT, WITHOUT ROWID;
CREATE TABLE blob (
  did TEXT NOT NULL, sha BLOB NOT NULL CHECK (length(sha) = 32),
  size INTEGER NOT NULL CHECK (size >= 0), have INTEGER NOT NULL,
  PRIMARY KEY (did, sha)) STRICT, WITHOUT ROWID;
CREATE TABLE chunk (
  did TEXT NOT NULL, sha BLOB NOT NULL, n INTEGER NOT NULL CHECK (n >= 0),
  bytes BLOB NOT NULL, PRIMARY KEY (did, sha, n)) STRICT;
CREATE TABLE stamp (
  did TEXT NOT NULL, party TEXT NOT NULL, size INTEGER NOT NULL CHECK (size > 0),
  tsa TEXT NOT NULL, token BLOB NOT NULL,
  PRIMARY KEY (did, party, size, tsa)) STRICT, WITHOUT ROWID;
CREATE TABLE evidence (
  did TEXT NOT NULL, party TEXT NOT NULL, n INTEGER NOT NULL, kind INTEGER NOT NULL,
  bytes BLOB NOT NULL, PRIMARY KEY (did, party, n)) STRICT, WITHOUT ROWID;
CREATE TABLE peer (
  did TEXT NOT NULL, party TEXT NOT NULL, url TEXT NOT NULL, pins BLOB NOT NULL,
  have TEXT NOT NULL, bag_in INTEGER NOT NULL, bag_out INTEGER NOT NULL,
  PRIMARY KEY (did, party)) STRICT, WITHOUT ROWID;
CREATE TABLE snapshot (
  did TEXT NOT NULL, ver INTEGER NOT NULL, vec BLOB NOT NULL, state BLOB NOT NULL,
  PRIMARY KEY (did, ver)) STRICT;
";
