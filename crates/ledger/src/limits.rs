//! Bounds on everything that is read from outside, with the unit in each name.
//! A bound may grow with a new format version; it must never shrink, for bytes that were once
//! admitted stay admitted. The same figures stand in `docs/format-entry.md`.

/// Longest entry (skeleton): the u16 length prefix of an entry bundle allows no more.
pub const ENTRY_BYTES_MAX: usize = 65_535;
/// No entry is shorter: the shortest has 108 bytes. Keeps a frame from holding millions of them.
pub const ENTRY_BYTES_MIN: usize = 64;
/// Longest opening before base64url: longer texts are blobs, named by their SHA-256.
pub const OPENING_BYTES_MAX: usize = 65_536;
/// Longest opening as it travels: base64url of [`OPENING_BYTES_MAX`] bytes.
pub const DISCLOSURE_BYTES_MAX: usize = (OPENING_BYTES_MAX * 4).div_ceil(3);
/// No disclosure is shorter: a salt and its quotes alone take 26 of the encoded bytes.
pub const DISCLOSURE_BYTES_MIN: usize = 40;
/// Deepest nesting of lists and maps; the outermost one counts as 1.
pub const JSON_DEPTH_MAX: usize = 8;
/// Largest integer: 2^53 - 1, which every JSON reader holds exactly.
pub const INTEGER_MAX: u64 = (1 << 53) - 1;
/// Longest key of a map.
pub const KEY_BYTES_MAX: usize = 64;
/// Most openings of one entry.
pub const OPENINGS_OF_ENTRY_MAX: usize = 64;
/// Most members of a charter, hence most logs in a `seen` and most names in an `aud`.
pub const MEMBERS_MAX: usize = 16;
/// Most earlier versions that one version may name as its base.
pub const BASES_MAX: usize = 64;
/// Most entries that one `redact` may name.
pub const REDACTED_ENTRIES_MAX: usize = 64;
/// Most TLS pins of one member: the present one, the next one, and their twins.
pub const PINS_OF_MEMBER_MAX: usize = 4;
/// Most rules in a charter.
pub const CHARTER_RULES_MAX: usize = 64;
/// Longest token in a skeleton: a citation code, the value of a charter rule, a TSA's address.
pub const TOKEN_BYTES_MAX: usize = 512;
/// Longest verifier key text: an ML-DSA-44 key with its name is under 2,100 bytes.
pub const VKEY_BYTES_MAX: usize = 4_096;

/// Longest sequence of frames in one body.
pub const FRAMES_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Most frames in one body.
pub const FRAMES_MAX: usize = 4_096;
/// Longest note (checkpoint with its signature lines) in a frame.
pub const FRAME_NOTE_BYTES_MAX: usize = 1024 * 1024;
/// Most signature lines in a `cosignatures` frame.
pub const FRAME_LINES_MAX: usize = 64;
/// Longest signature line: an ML-DSA-44 cosignature with a long name is under 4,000 bytes.
pub const FRAME_LINE_BYTES_MAX: usize = 8_192;

/// Most leaves of a tree: sizes also stand in entries, as integers.
pub const TREE_SIZE_MAX: u64 = INTEGER_MAX;
/// Most hashes of one inclusion or consistency proof (C2SP tlog-witness).
pub const PROOF_HASHES_MAX: usize = 63;
/// Longest signed note. C2SP asks for at least 16 signatures of up to 5 kB.
pub const NOTE_BYTES_MAX: usize = 1 << 20;
/// Most signature lines of a note.
pub const NOTE_SIGNATURES_MAX: usize = 64;
/// Longest name of a key, hence longest origin: the 0x06 cosignature has one byte for its length.
pub const KEY_NAME_BYTES_MAX: usize = 255;
/// Longest chunk of an attached file in one frame; each but the last of a file has this length.
pub const CHUNK_BYTES_MAX: usize = 1 << 20;
/// Latest time of a receipt, in seconds since 1970 (C2SP tlog-cosignature).
pub const COSIGN_TIME_SECONDS_MAX: u64 = (1 << 63) - 1;
/// Hashes in a full tile, and entries in a full bundle.
pub const TILE_WIDTH_MAX: u16 = 256;
/// Highest level of a tile in a path.
pub const TILE_LEVEL_MAX: u8 = 63;
/// Longest tile path: 7 groups of digits, a level, a partial width.
pub const TILE_PATH_BYTES_MAX: usize = 64;
/// Longest `add-checkpoint` body: old size, 63 proof lines of 45 bytes, blank line, note.
pub const WITNESS_BODY_BYTES_MAX: usize = NOTE_BYTES_MAX + 4_096;
/// Longest extra data of a proof, before base64.
pub const PROOF_EXTRA_BYTES_MAX: usize = 65_536;
/// Longest proof file.
pub const PROOF_BYTES_MAX: usize = NOTE_BYTES_MAX + PROOF_EXTRA_BYTES_MAX * 4 / 3 + 8_192;
/// Longest policy file.
pub const POLICY_BYTES_MAX: usize = 65_536;
/// Most logs, most witnesses and most groups of a policy; C2SP asks for at least 32 of each.
pub const POLICY_LINES_OF_KIND_MAX: usize = 64;
/// Most keys that a log has ever had, as one mirror remembers them.
pub const LOG_KEYS_MAX: usize = 64;
