//! Frames: the one container in which logs, openings and receipts travel, whatever carries them
//! (a pushed body, the answer to a pull, a sealed bag, a relay). A frame proves nothing: what it
//! holds is verified by its receiver, entry by entry, and may come twice or out of order.
//! Format: `docs/format-entry.md`, part 6.

use crate::entry::Head;
use crate::id::{DialogueId, IdError, PartyId};
use crate::limits::{
    CHUNK_BYTES_MAX, DISCLOSURE_BYTES_MAX, DISCLOSURE_BYTES_MIN, ENTRY_BYTES_MAX, ENTRY_BYTES_MIN,
    FRAME_LINE_BYTES_MAX, FRAME_LINES_MAX, FRAME_NOTE_BYTES_MAX, FRAMES_BYTES_MAX, FRAMES_MAX,
    INTEGER_MAX, OPENINGS_OF_ENTRY_MAX,
};

/// One frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// Kind 1: a checkpoint of `party`'s log of `dialogue`, with whatever signature lines the
    /// sender holds.
    Checkpoint {
        /// The dialogue.
        dialogue: DialogueId,
        /// Whose log it is about.
        party: PartyId,
        /// The signed note's bytes.
        note: Vec<u8>,
    },
    /// Kind 2: consecutive entries of `party`'s log.
    Entries {
        /// Whose log.
        party: PartyId,
        /// Index of the first one.
        from: u64,
        /// Their bytes, 64 to 65,535 each: no entry is shorter.
        entries: Vec<Vec<u8>>,
    },
    /// Kind 3: openings of entries of `party`'s log.
    Openings {
        /// Whose log.
        party: PartyId,
        /// In rising order of index.
        openings: Vec<OpeningsOf>,
    },
    /// Kind 4: receipts for the checkpoint of `size` entries of `party`'s log.
    Cosignatures {
        /// Whose log.
        party: PartyId,
        /// Size of the checkpoint that the lines sign.
        size: u64,
        /// Signature lines of a signed note, without their line ends.
        lines: Vec<String>,
    },
    /// Kind 5: what the sender holds of `party`'s log; the answer starts there.
    Have {
        /// Whose log.
        party: PartyId,
        /// Its size and root as verified by the sender.
        head: Head,
    },
    /// Kind 6: the sender lacks this chunk of an attached file.
    Want {
        /// Who attached it.
        party: PartyId,
        /// The SHA-256 of the whole file.
        sha: [u8; 32],
        /// Number of the chunk, from 0.
        n: u64,
    },
    /// Kind 7: a chunk of an attached file.
    Chunk {
        /// Who attached it.
        party: PartyId,
        /// The SHA-256 of the whole file.
        sha: [u8; 32],
        /// Number of the chunk, from 0.
        n: u64,
        /// At most [`CHUNK_BYTES_MAX`].
        bytes: Vec<u8>,
    },
}

/// The openings of one entry that its sender may show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningsOf {
    /// Index of the entry in its log.
    pub index: u64,
    /// Disclosures, 1 to 64.
    pub disclosures: Vec<String>,
}

/// Why bytes are no sequence of frames, and how much of them was good.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("frame {} (from byte {at}): {fault}; the {whole} frames before it are whole", .whole + 1)]
pub struct FrameError {
    /// How many whole frames precede the fault.
    pub whole: usize,
    /// Offset of the frame at fault, which is also the length of the good part.
    pub at: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a frame.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The bytes end inside the frame.
    #[error("cut short: {missing} bytes are missing; send again from this frame")]
    Cut {
        /// How many bytes are missing at least.
        missing: usize,
    },
    /// More bytes than one body may have.
    #[error("{bytes} bytes of frames: at most {FRAMES_BYTES_MAX} in one body; send several")]
    TooLong {
        /// Their length.
        bytes: usize,
    },
    /// More frames than one body may have.
    #[error("more than {FRAMES_MAX} frames in one body; send several")]
    TooMany,
    /// A kind that this version does not have.
    #[error("unknown kind {kind}; kinds are 1 to 7")]
    Kind {
        /// The kind byte.
        kind: u8,
    },
    /// A dialogue or party that is no identifier.
    #[error("its header names nobody: {0}")]
    Id(#[from] IdError),
    /// A payload that breaks its kind's form.
    #[error("{0}")]
    Form(&'static str),
}

/// The good part of bytes that may have been cut short or damaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefix {
    /// The whole frames.
    pub frames: Vec<Frame>,
    /// How many bytes they take.
    pub used: usize,
    /// Why the rest was not read; `None` when there is no rest.
    pub error: Option<FrameError>,
}

/// Writes the frames one after another.
///
/// # Panics
/// When a frame cannot be framed: [`check`] says which. Entries that were decoded, notes that
/// were parsed and disclosures that were opened always can, one frame at a time.
///
/// ```
/// use ledger::frame::{Frame, decode, encode};
/// use ledger::id::PartyId;
/// use ledger::entry::Head;
/// let (party, head) = (PartyId::parse("KW")?, Head { size: 2, root: [0; 32] });
/// let frames = [Frame::Have { party, head }];
/// let bytes = encode(&frames);
/// assert_eq!(bytes[..16], *b"\x05\x00\x00\x00\x2b\x02KW\0\0\0\0\0\0\0\x02");
/// assert_eq!(decode(&bytes)?, frames);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn encode(frames: &[Frame]) -> Vec<u8> {
    let mut out = Vec::with_capacity(frames.iter().map(Frame::encoded_bytes).sum());
    for frame in frames {
        let length = frame.encoded_bytes() - HEADER_BYTES;
        out.push(frame.kind());
        out.extend(u32::try_from(length).expect("a frame is at most 16 MiB").to_be_bytes());
        let start = out.len();
        frame.write_payload(&mut out);
        assert_eq!(out.len() - start, length, "the length of a frame is counted as written");
    }
    out
}

/// Reads a whole body; one damaged frame refuses all of it. Cutting a body exactly between two
/// frames leaves a valid shorter one: the carrier's own length tells that apart.
pub fn decode(bytes: &[u8]) -> Result<Vec<Frame>, FrameError> {
    let prefix = decode_prefix(bytes);
    match prefix.error {
        None => Ok(prefix.frames),
        Some(error) => Err(error),
    }
}

/// Reads as many whole frames as there are, for a transfer that broke off: the receiver keeps
/// them, and sends `have` so that the rest follows.
pub fn decode_prefix(bytes: &[u8]) -> Prefix {
    let mut prefix = Prefix { frames: Vec::new(), used: 0, error: None };
    if bytes.len() > FRAMES_BYTES_MAX {
        let fault = Fault::TooLong { bytes: bytes.len() };
        prefix.error = Some(FrameError { whole: 0, at: 0, fault });
        return prefix;
    }
    while prefix.used < bytes.len() {
        match read_frame(&bytes[prefix.used..], prefix.frames.len()) {
            Ok((frame, n)) => {
                prefix.frames.push(frame);
                prefix.used += n;
            }
            Err(fault) => {
                let whole = prefix.frames.len();
                prefix.error = Some(FrameError { whole, at: prefix.used, fault });
                break;
            }
        }
    }
    prefix
}

/// Tells whether a reader will accept what [`encode`] makes of these frames.
pub fn check(frames: &[Frame]) -> Result<(), FrameError> {
    let mut at = 0;
    for (whole, frame) in frames.iter().enumerate() {
        let bytes = at + frame.encoded_bytes();
        let fault = if whole == FRAMES_MAX {
            Err(Fault::TooMany)
        } else if bytes > FRAMES_BYTES_MAX {
            Err(Fault::TooLong { bytes })
        } else {
            frame.check()
        };
        fault.map_err(|fault| FrameError { whole, at, fault })?;
        at = bytes;
    }
    Ok(())
}

impl Frame {
    /// Length of the frame as written, for packing bodies of at most [`FRAMES_BYTES_MAX`].
    pub fn encoded_bytes(&self) -> usize {
        let party = 1 + self.party().as_str().len();
        let payload = match self {
            Frame::Checkpoint { dialogue, note, .. } => 1 + dialogue.as_str().len() + note.len(),
            Frame::Entries { entries, .. } => {
                8 + entries.iter().map(|entry| 2 + entry.len()).sum::<usize>()
            }
            Frame::Openings { openings, .. } => openings.iter().map(line_bytes).sum(),
            Frame::Cosignatures { lines, .. } => {
                8 + lines.iter().map(|line| line.len() + 1).sum::<usize>()
            }
            Frame::Have { .. } | Frame::Want { .. } => 8 + 32,
            Frame::Chunk { bytes, .. } => 8 + 32 + bytes.len(),
        };
        HEADER_BYTES + party + payload
    }

    /// Whose log the frame is about.
    pub fn party(&self) -> &PartyId {
        match self {
            Frame::Checkpoint { party, .. }
            | Frame::Entries { party, .. }
            | Frame::Openings { party, .. }
            | Frame::Cosignatures { party, .. }
            | Frame::Have { party, .. }
            | Frame::Want { party, .. }
            | Frame::Chunk { party, .. } => party,
        }
    }

    fn kind(&self) -> u8 {
        match self {
            Frame::Checkpoint { .. } => 1,
            Frame::Entries { .. } => 2,
            Frame::Openings { .. } => 3,
            Frame::Cosignatures { .. } => 4,
            Frame::Have { .. } => 5,
            Frame::Want { .. } => 6,
            Frame::Chunk { .. } => 7,
        }
    }

    fn write_payload(&self, out: &mut Vec<u8>) {
        if let Frame::Checkpoint { dialogue, .. } = self {
            write_short(dialogue.as_str(), out);
        }
        write_short(self.party().as_str(), out);
        match self {
            Frame::Checkpoint { note, .. } => out.extend(note),
            Frame::Entries { from, entries, .. } => {
                out.extend(from.to_be_bytes());
                for entry in entries {
                    let length = u16::try_from(entry.len());
                    let length = length.expect("an entry is at most 65,535 bytes");
                    out.extend(length.to_be_bytes());
                    out.extend(entry);
                }
            }
            Frame::Openings { openings, .. } => {
                for line in openings {
                    write_line(line, out);
                }
            }
            Frame::Cosignatures { size, lines, .. } => {
                out.extend(size.to_be_bytes());
                for line in lines {
                    out.extend(line.as_bytes());
                    out.push(b'\n');
                }
            }
            Frame::Have { head, .. } => {
                out.extend(head.size.to_be_bytes());
                out.extend(head.root);
            }
            Frame::Want { sha, n, .. } => {
                out.extend(sha);
                out.extend(n.to_be_bytes());
            }
            Frame::Chunk { sha, n, bytes, .. } => {
                out.extend(sha);
                out.extend(n.to_be_bytes());
                out.extend(bytes);
            }
        }
    }

    /// The rules that both the writer and the reader hold a frame to.
    fn check(&self) -> Result<(), Fault> {
        match self {
            Frame::Checkpoint { note, .. } => {
                form(!note.is_empty(), "a checkpoint frame holds a note")?;
                form(note.len() <= FRAME_NOTE_BYTES_MAX, "a note is at most 1 MiB")
            }
            Frame::Entries { from, entries, .. } => {
                let n_entries = entries.len() as u64;
                form(n_entries > 0, "an entries frame holds at least one entry")?;
                let sizes =
                    entries.iter().all(|e| (ENTRY_BYTES_MIN..=ENTRY_BYTES_MAX).contains(&e.len()));
                form(sizes, ENTRY_RULE)?;
                let end = from.checked_add(n_entries);
                let fits = end.is_some_and(|end| end <= INTEGER_MAX);
                form(fits, "an index is at most 9007199254740991")
            }
            Frame::Openings { openings, .. } => {
                form(!openings.is_empty(), "an openings frame holds at least one line")?;
                let rising = openings.is_sorted_by(|a, b| a.index < b.index);
                form(rising, "lines of openings are in rising order of index, each once")?;
                openings.iter().try_for_each(check_openings)
            }
            Frame::Cosignatures { size, lines, .. } => {
                form(*size <= INTEGER_MAX, "a size is at most 9007199254740991")?;
                let count = (1..=FRAME_LINES_MAX).contains(&lines.len());
                form(count, LINES_RULE)?;
                form(lines.iter().all(|line| is_signature_line(line)), LINE_RULE)
            }
            Frame::Have { head, .. } => {
                form(head.size <= INTEGER_MAX, "a size is at most 9007199254740991")
            }
            Frame::Want { n, .. } => form(*n <= INTEGER_MAX, NUMBER_RULE),
            Frame::Chunk { n, bytes, .. } => {
                form(*n <= INTEGER_MAX, NUMBER_RULE)?;
                let fits = (1..=CHUNK_BYTES_MAX).contains(&bytes.len());
                form(fits, "a chunk has 1 to 1,048,576 bytes")
            }
        }
    }
}

const HEADER_BYTES: usize = 1 + 4;
const LINE_RULE: &str = "a signature line is an em dash, a space and text without control \
                         characters, at most 8 KiB, and a line feed";
const OPENINGS_RULE: &str = r#"a line of openings is {"i":N,"d":["..",".."]} and a line feed"#;
const NUMBER_RULE: &str = "a chunk number is at most 9007199254740991";
const ENTRY_RULE: &str = "an entry has 64 to 65,535 bytes";
const LINES_RULE: &str = "a cosignatures frame holds 1 to 64 lines";

fn form(holds: bool, rule: &'static str) -> Result<(), Fault> {
    if holds { Ok(()) } else { Err(Fault::Form(rule)) }
}

fn check_openings(line: &OpeningsOf) -> Result<(), Fault> {
    form(line.index <= INTEGER_MAX, "an index is at most 9007199254740991")?;
    let count = (1..=OPENINGS_OF_ENTRY_MAX).contains(&line.disclosures.len());
    form(count, "a line of openings holds 1 to 64 disclosures")?;
    let base64url = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    let fits = |d: &String| {
        (DISCLOSURE_BYTES_MIN..=DISCLOSURE_BYTES_MAX).contains(&d.len()) && d.bytes().all(base64url)
    };
    form(line.disclosures.iter().all(fits), "a disclosure is base64url of 30 bytes to 64 KiB")
}

fn is_signature_line(line: &str) -> bool {
    line.starts_with("\u{2014} ")
        && line.len() <= FRAME_LINE_BYTES_MAX
        && !line.chars().any(char::is_control)
}

fn write_short(text: &str, out: &mut Vec<u8>) {
    out.push(u8::try_from(text.len()).expect("identifiers are at most 64 bytes"));
    out.extend(text.as_bytes());
}

fn write_line(line: &OpeningsOf, out: &mut Vec<u8>) {
    out.extend(format!("{{\"i\":{},\"d\":[", line.index).as_bytes());
    for (i, disclosure) in line.disclosures.iter().enumerate() {
        out.extend(if i > 0 { b",\"".as_slice() } else { b"\"" });
        out.extend(disclosure.as_bytes());
        out.push(b'"');
    }
    out.extend(b"]}\n");
}

fn line_bytes(line: &OpeningsOf) -> usize {
    let index = line.index.checked_ilog10().map_or(1, |log| log as usize + 1);
    let disclosures: usize = line.disclosures.iter().map(|d| d.len() + 3).sum();
    r#"{"i":,"d":[]}"#.len() + 1 + index + disclosures.saturating_sub(1)
}

/// Reads the frame at the start of `bytes` and tells how long it is.
fn read_frame(bytes: &[u8], whole: usize) -> Result<(Frame, usize), Fault> {
    if whole == FRAMES_MAX {
        return Err(Fault::TooMany);
    }
    if !(1..=7).contains(&bytes[0]) {
        return Err(Fault::Kind { kind: bytes[0] });
    }
    let Some(length) = bytes.get(1..HEADER_BYTES) else {
        return Err(Fault::Cut { missing: HEADER_BYTES - bytes.len() });
    };
    let length = length.iter().fold(0, |n, b| n << 8 | usize::from(*b));
    if length > FRAMES_BYTES_MAX {
        return Err(Fault::TooLong { bytes: length });
    }
    let end = HEADER_BYTES + length;
    let Some(payload) = bytes.get(HEADER_BYTES..end) else {
        return Err(Fault::Cut { missing: end - bytes.len() });
    };
    let frame = read_payload(bytes[0], Reader { rest: payload })?;
    frame.check()?;
    Ok((frame, end))
}

fn read_payload(kind: u8, mut reader: Reader<'_>) -> Result<Frame, Fault> {
    match kind {
        1 => {
            let dialogue = DialogueId::parse(reader.short()?)?;
            let party = PartyId::parse(reader.short()?)?;
            Ok(Frame::Checkpoint { dialogue, party, note: reader.rest.to_vec() })
        }
        2 => {
            let (party, from) = (PartyId::parse(reader.short()?)?, reader.u64()?);
            let mut entries = Vec::new();
            while !reader.rest.is_empty() {
                let length = reader.take(2)?;
                let length = length.iter().fold(0, |n, b| n << 8 | usize::from(*b));
                // Checked here, so that tiny ones cannot fill the memory before the frame is read.
                form(length >= ENTRY_BYTES_MIN, ENTRY_RULE)?;
                entries.push(reader.take(length)?.to_vec());
            }
            Ok(Frame::Entries { party, from, entries })
        }
        3 => {
            let party = PartyId::parse(reader.short()?)?;
            let mut openings = Vec::new();
            while !reader.rest.is_empty() {
                let line = reader.line(OPENINGS_RULE)?;
                let line = read_openings(line).ok_or(Fault::Form(OPENINGS_RULE))?;
                check_openings(&line)?;
                openings.push(line);
            }
            Ok(Frame::Openings { party, openings })
        }
        4 => {
            let (party, size) = (PartyId::parse(reader.short()?)?, reader.u64()?);
            let mut lines = Vec::new();
            while !reader.rest.is_empty() {
                form(lines.len() < FRAME_LINES_MAX, LINES_RULE)?;
                lines.push(reader.line(LINE_RULE)?.to_owned());
            }
            Ok(Frame::Cosignatures { party, size, lines })
        }
        5 => {
            let (party, size) = (PartyId::parse(reader.short()?)?, reader.u64()?);
            let root = reader.rest.try_into();
            let root =
                root.map_err(|_| Fault::Form("a have frame ends with a root of 32 bytes"))?;
            Ok(Frame::Have { party, head: Head { size, root } })
        }
        6 => {
            let (party, sha) = (PartyId::parse(reader.short()?)?, reader.sha()?);
            let n = reader.u64()?;
            form(reader.rest.is_empty(), "a want frame ends with a chunk number")?;
            Ok(Frame::Want { party, sha, n })
        }
        7 => {
            let (party, sha) = (PartyId::parse(reader.short()?)?, reader.sha()?);
            let n = reader.u64()?;
            Ok(Frame::Chunk { party, sha, n, bytes: reader.rest.to_vec() })
        }
        _ => Err(Fault::Kind { kind }),
    }
}

/// Reads a line in its only form; the caller checks counts and sizes, of which one too many is
/// kept.
fn read_openings(line: &str) -> Option<OpeningsOf> {
    let line = line.strip_prefix("{\"i\":")?;
    let (digits, line) = line.split_once(",\"d\":[\"")?;
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    if !plain || digits.is_empty() || (digits.len() > 1 && digits.starts_with('0')) {
        return None;
    }
    let index = digits.parse().ok()?;
    let line = line.strip_suffix("\"]}")?;
    let disclosures = line.split("\",\"").take(OPENINGS_OF_ENTRY_MAX + 1);
    let disclosures = disclosures.map(str::to_owned).collect();
    Some(OpeningsOf { index, disclosures })
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8], Fault> {
        let short = Fault::Form("its parts are longer than the frame");
        let (taken, rest) = self.rest.split_at_checked(n).ok_or(short)?;
        self.rest = rest;
        Ok(taken)
    }

    fn u64(&mut self) -> Result<u64, Fault> {
        Ok(self.take(8)?.iter().fold(0, |n, b| n << 8 | u64::from(*b)))
    }

    fn sha(&mut self) -> Result<[u8; 32], Fault> {
        self.take(32)?.try_into().map_err(|_| Fault::Form("a SHA-256 has 32 bytes"))
    }

    fn short(&mut self) -> Result<&'a str, Fault> {
        let length = usize::from(self.take(1)?[0]);
        let text = self.take(length)?;
        std::str::from_utf8(text).map_err(|_| Fault::Form("its header is not ASCII"))
    }

    fn line(&mut self, rule: &'static str) -> Result<&'a str, Fault> {
        let end = self.rest.iter().position(|b| *b == b'\n').ok_or(Fault::Form(rule))?;
        let line = std::str::from_utf8(self.take(end)?).map_err(|_| Fault::Form(rule))?;
        self.take(1)?;
        Ok(line)
    }
}
