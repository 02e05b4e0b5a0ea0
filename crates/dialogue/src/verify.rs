//! Exports and their verification: the whole joint record of one node in one file, checked with
//! nothing but the charter's hash. Pure: bytes in, a report or the first broken rule out. It trusts
//! neither node, and accepts one form only, so that a changed bit anywhere is noticed.
//! Format: `docs/format-export.md`.

use std::collections::{BTreeMap, BTreeSet};

use ledger::checkpoint::Checkpoint;
use ledger::cosign;
use ledger::entry::{Body, Entry, Head, KeyUse};
use ledger::frame::{self, Frame, OpeningsOf};
use ledger::id::{DialogueId, PartyId, VersionId};
use ledger::limits::FRAMES_BYTES_MAX;
use ledger::mirror::{LogKeys, Mirror};
use ledger::note::{Note, Signature, VerifierKey};

use crate::record::Record;

const HEADER: &str = "hiwar-export/v1";

/// One log as it goes into an export.
#[derive(Clone, Debug)]
pub struct LogExport {
    /// Whose log.
    pub party: PartyId,
    /// Every entry's bytes from index 0.
    pub entries: Vec<Vec<u8>>,
    /// Openings in rising order of index.
    pub openings: Vec<OpeningsOf>,
    /// The checkpoint note for exactly these entries.
    pub note: Vec<u8>,
    /// Receipt lines for that size.
    pub receipts: Vec<String>,
}

/// Why an export is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {rule}")]
pub struct VerifyError {
    /// Where: the header, a section, a log and index.
    pub place: String,
    /// The rule that is broken, with what was found.
    pub rule: String,
}

const SEEN_NOWHERE: &str = "it has seen what no log in this file holds";

impl VerifyError {
    /// True when nothing is wrong but that one log was read at an earlier moment than another one
    /// that goes on from it: reading them again later mends it.
    pub fn is_behind(&self) -> bool {
        self.rule == SEEN_NOWHERE
    }
}

/// What a verified export says.
pub struct Report {
    pub dialogue: DialogueId,
    /// The party whose node wrote the export.
    pub written_by: PartyId,
    /// Hash of leaf 0: compare it with the note verbale.
    pub pin: VersionId,
    pub logs: Vec<LogReport>,
    /// The folded record, to ask what is agreed.
    pub record: Record,
    /// Openings that are not in the file, as (party, index, field).
    pub missing: Vec<(PartyId, u64, String)>,
}

/// One verified log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogReport {
    pub party: PartyId,
    pub head: Head,
    /// Members whose receipt covers the whole log, with the time of the receipt (Unix seconds).
    pub receipts: Vec<(PartyId, u64)>,
}

/// Writes an export.
pub fn write(dialogue: &DialogueId, by: &PartyId, logs: &[LogExport]) -> Vec<u8> {
    let mut out = format!("{HEADER}\n{dialogue}\n{by}\n").into_bytes();
    for log in logs {
        let mut section = Section::new(&mut out);
        let mut from = 0u64;
        for chunk in chunks(&log.entries) {
            let party = log.party.clone();
            let len = chunk.len() as u64;
            section.add(Frame::Entries { party, from, entries: chunk });
            from += len;
        }
        for openings in log.openings.chunks(512) {
            let party = log.party.clone();
            section.add(Frame::Openings { party, openings: openings.to_vec() });
        }
        section.add(Frame::Checkpoint {
            dialogue: dialogue.clone(),
            party: log.party.clone(),
            note: log.note.clone(),
        });
        if !log.receipts.is_empty() {
            section.add(Frame::Cosignatures {
                party: log.party.clone(),
                size: log.entries.len() as u64,
                lines: log.receipts.clone(),
            });
        }
        section.end();
    }
    out
}

/// Groups entries into frames of at most 512 entries and about 4 MiB.
fn chunks(entries: &[Vec<u8>]) -> Vec<Vec<Vec<u8>>> {
    let mut all = Vec::new();
    let mut chunk: Vec<Vec<u8>> = Vec::new();
    let mut bytes = 0;
    for entry in entries {
        if chunk.len() == 512 || bytes + entry.len() > FRAMES_BYTES_MAX / 4 {
            all.push(std::mem::take(&mut chunk));
            bytes = 0;
        }
        bytes += entry.len() + 2;
        chunk.push(entry.clone());
    }
    if !chunk.is_empty() {
        all.push(chunk);
    }
    all
}

/// A run of frames with its length before it.
struct Section<'a> {
    out: &'a mut Vec<u8>,
    frames: Vec<Frame>,
    bytes: usize,
}

impl<'a> Section<'a> {
    fn new(out: &'a mut Vec<u8>) -> Section<'a> {
        Section { out, frames: Vec::new(), bytes: 0 }
    }

    fn add(&mut self, frame: Frame) {
        let bytes = frame.encoded_bytes();
        if self.bytes + bytes > FRAMES_BYTES_MAX / 2 {
            self.end();
        }
        self.bytes += bytes;
        self.frames.push(frame);
    }

    fn end(&mut self) {
        if self.frames.is_empty() {
            return;
        }
        let bytes = frame::encode(&self.frames);
        let length = u32::try_from(bytes.len()).expect("a section is far below 4 GiB");
        self.out.extend_from_slice(&length.to_be_bytes());
        self.out.extend_from_slice(&bytes);
        self.frames.clear();
        self.bytes = 0;
    }
}

/// Verifies an export; `pin` is the charter's hash from the note verbale.
pub fn verify(bytes: &[u8], pin: Option<&VersionId>) -> Result<Report, VerifyError> {
    let (dialogue, written_by, body) = header(bytes)?;
    let logs = read_logs(&dialogue, body)?;
    let first = logs.values().next().ok_or_else(|| bad("file", "it holds no log"))?;
    let charter = first.entries.first().ok_or_else(|| bad("file", "a log has no entry"))?.clone();
    let found = VersionId(ledger::entry::leaf_hash(&charter));
    if let Some(pin) = pin
        && *pin != found
    {
        return Err(bad("charter", format!("its hash is {found}, the pin says {pin}")));
    }
    let mut record =
        Record::new(written_by.clone(), &charter).map_err(|error| bad("charter", error))?;
    check_charter(&record, &dialogue, &written_by, &charter, &logs)?;
    let mut reports = Vec::new();
    let mut mirrors = Vec::new();
    for (party, log) in &logs {
        let (_, _, keys) = member_keys(&record, party, log)?;
        mirrors.extend(keys.into_iter().map(|key| (party.clone(), key)));
    }
    for (party, log) in &logs {
        reports.push(check_log(&record, party, log, &mirrors)?);
    }
    fold(&mut record, &logs)?;
    let missing = missing(&logs);
    for report in &reports {
        for (by, _) in &report.receipts {
            record.receipt(&report.party, by, report.head.size);
        }
    }
    Ok(Report { dialogue, written_by, pin: found, logs: reports, record, missing })
}

fn bad(place: impl Into<String>, rule: impl ToString) -> VerifyError {
    VerifyError { place: place.into(), rule: rule.to_string() }
}

/// The three header lines, each in its one form.
fn header(bytes: &[u8]) -> Result<(DialogueId, PartyId, &[u8]), VerifyError> {
    let mut rest = bytes;
    let mut line = |what: &str| -> Result<String, VerifyError> {
        let end = rest.iter().take(128).position(|byte| *byte == b'\n');
        let end = end.ok_or_else(|| bad("header", format!("{what} is missing")))?;
        let text = std::str::from_utf8(&rest[..end]).map_err(|error| bad("header", error))?;
        rest = &rest[end + 1..];
        Ok(text.to_string())
    };
    let version = line("the first line")?;
    if version != HEADER {
        return Err(bad("header", format!("{version:?} is not {HEADER:?}")));
    }
    let dialogue =
        DialogueId::parse(&line("the dialogue")?).map_err(|error| bad("header", error))?;
    let party = PartyId::parse(&line("the party")?).map_err(|error| bad("header", error))?;
    Ok((dialogue, party, rest))
}

/// One log as read, not yet judged.
#[derive(Default)]
struct Read {
    entries: Vec<Vec<u8>>,
    openings: Vec<OpeningsOf>,
    note: Option<Vec<u8>>,
    receipts: Option<(u64, Vec<String>)>,
}

fn read_logs(
    dialogue: &DialogueId,
    mut body: &[u8],
) -> Result<BTreeMap<PartyId, Read>, VerifyError> {
    let mut logs: BTreeMap<PartyId, Read> = BTreeMap::new();
    let mut number = 0;
    while !body.is_empty() {
        number += 1;
        let place = format!("section {number}");
        let (length, rest) =
            body.split_first_chunk::<4>().ok_or_else(|| bad(&*place, "its length is cut short"))?;
        let length = u32::from_be_bytes(*length) as usize;
        if length == 0 || length > FRAMES_BYTES_MAX || length > rest.len() {
            let left = rest.len();
            return Err(bad(&*place, format!("it claims {length} bytes, {left} are left")));
        }
        let (section, next) = rest.split_at(length);
        for frame in frame::decode(section).map_err(|error| bad(&*place, error))? {
            // A log ends with its checkpoint and receipts; the next one begins after it.
            let party = frame.party().clone();
            if logs.keys().next_back().is_some_and(|last| *last > party) {
                return Err(bad(&*place, format!("the log of {party} is out of order")));
            }
            read_frame(dialogue, logs.entry(party).or_default(), frame, &place)?;
        }
        body = next;
    }
    Ok(logs)
}

fn read_frame(
    dialogue: &DialogueId,
    log: &mut Read,
    frame: Frame,
    place: &str,
) -> Result<(), VerifyError> {
    let out_of_order = || bad(place, "a frame stands where the format has another");
    match frame {
        Frame::Entries { from, entries, .. } => {
            let due = log.entries.len() as u64;
            if from != due || !log.openings.is_empty() || log.note.is_some() {
                return Err(bad(place, format!("entries from {from}, but {due} is next")));
            }
            log.entries.extend(entries);
        }
        Frame::Openings { openings, .. } => {
            if log.note.is_some() {
                return Err(out_of_order());
            }
            for of in openings {
                let rising = log.openings.last().is_none_or(|last| last.index < of.index);
                if !rising || of.index >= log.entries.len() as u64 {
                    return Err(bad(
                        place,
                        format!("openings of entry {} are misplaced", of.index),
                    ));
                }
                log.openings.push(of);
            }
        }
        Frame::Checkpoint { dialogue: of, note, .. } => {
            if of != *dialogue {
                return Err(bad(place, format!("a checkpoint of another dialogue, {of}")));
            }
            if log.note.replace(note).is_some() {
                return Err(out_of_order());
            }
        }
        Frame::Cosignatures { size, lines, .. } => {
            if log.note.is_none() || log.receipts.replace((size, lines)).is_some() {
                return Err(out_of_order());
            }
        }
        Frame::Have { .. } | Frame::Want { .. } | Frame::Chunk { .. } => {
            return Err(bad(place, "frames of kinds 5 to 7 are not for exports"));
        }
    }
    Ok(())
}

fn check_charter(
    record: &Record,
    dialogue: &DialogueId,
    written_by: &PartyId,
    charter: &[u8],
    logs: &BTreeMap<PartyId, Read>,
) -> Result<(), VerifyError> {
    let of = Entry::decode(charter).map_err(|error| bad("charter", error))?.dialogue;
    if of != *dialogue {
        return Err(bad("charter", format!("it founds {of}, the header says {dialogue}")));
    }
    let mut members: BTreeSet<PartyId> = record.joint().members().into_iter().collect();
    // Members that an amendment brought in have logs too; their keys come from it.
    for log in logs.values() {
        for entry in log.entries.iter().filter_map(|bytes| Entry::decode(bytes).ok()) {
            if let Body::Charter(charter) = entry.body {
                members.extend(charter.members.into_iter().map(|member| member.party));
            }
        }
    }
    if !members.contains(written_by) {
        return Err(bad("header", format!("{written_by} is not a member")));
    }
    for party in &record.joint().members() {
        if !logs.contains_key(party) {
            return Err(bad(format!("log of {party}"), "it is missing"));
        }
    }
    for (party, log) in logs {
        if !members.contains(party) {
            return Err(bad(format!("log of {party}"), "it is not in the charter"));
        }
        if log.entries.first().is_none_or(|first| first != charter) {
            return Err(bad(format!("log of {party}, entry 0"), "it is not the charter"));
        }
    }
    Ok(())
}

/// Keys of every member, by the charter and by later statements in the logs themselves.
fn member_keys(
    record: &Record,
    party: &PartyId,
    log: &Read,
) -> Result<(String, LogKeys, Vec<VerifierKey>), VerifyError> {
    let place = format!("log of {party}");
    let joint = record.joint();
    let mut member = joint.charter().members.iter().find(|member| member.party == *party).cloned();
    let mut statements = Vec::new();
    for entry in log.entries.iter().filter_map(|bytes| Entry::decode(bytes).ok()) {
        match entry.body {
            Body::Key { use_, vkey, from_size } => statements.push((use_, vkey, from_size)),
            Body::Charter(charter) if member.is_none() => {
                member = charter.members.into_iter().find(|one| one.party == *party);
            }
            _ => {}
        }
    }
    let member = member.ok_or_else(|| bad(&*place, "its keys are in no charter"))?;
    let first = VerifierKey::parse(&member.log).map_err(|error| bad(&*place, error))?;
    let origin = first.name().to_string();
    let mut keys = LogKeys::from(vec![first]);
    let mut mirrors =
        vec![VerifierKey::parse(&member.mirror).map_err(|error| bad(&*place, error))?];
    for (use_, vkey, from_size) in statements {
        let key = VerifierKey::parse(&vkey);
        match (use_, key) {
            (KeyUse::Log, Ok(key)) => {
                keys.rotate(&origin, key, from_size).map_err(|error| bad(&*place, error))?;
            }
            (KeyUse::Mirror, Ok(key)) => mirrors.push(key),
            _ => {}
        }
    }
    Ok((origin, keys, mirrors))
}

/// Checkpoint, keys, root, receipts and openings of one log.
fn check_log(
    record: &Record,
    party: &PartyId,
    log: &Read,
    mirrors: &[(PartyId, VerifierKey)],
) -> Result<LogReport, VerifyError> {
    let place = format!("log of {party}");
    let (origin, keys, _) = member_keys(record, party, log)?;
    let note = log.note.as_ref().ok_or_else(|| bad(&*place, "it has no checkpoint"))?;
    let accepted = Mirror::new(&origin, keys.clone())
        .offer(0, &log.entries, note)
        .map_err(|error| bad(&*place, error))?;
    let head = accepted.head();
    let parsed = Note::parse(note).map_err(|error| bad(&*place, error))?;
    if parsed.to_bytes() != *note {
        return Err(bad(&*place, "its checkpoint is not in the one form of a note"));
    }
    let mut receipts = Vec::new();
    let text = Checkpoint { origin: origin.clone(), head }.text();
    for signature in &parsed.signatures {
        if !keys.in_force(head.size).iter().any(|key| key.is_named_by(signature)) {
            receipts.push(receipt(mirrors, party, &text, signature)?);
        }
    }
    if let Some((size, lines)) = &log.receipts {
        if *size != head.size {
            return Err(bad(&*place, format!("receipts for size {size}, not {}", head.size)));
        }
        for line in lines {
            let signature = Signature::parse_line(line).map_err(|error| bad(&*place, error))?;
            receipts.push(receipt(mirrors, party, &text, &signature)?);
        }
    }
    receipts.sort();
    receipts.dedup();
    check_openings(party, log)?;
    Ok(LogReport { party: party.clone(), head, receipts })
}

/// A line that must be the receipt of another member's mirror.
fn receipt(
    mirrors: &[(PartyId, VerifierKey)],
    log: &PartyId,
    text: &str,
    signature: &Signature,
) -> Result<(PartyId, u64), VerifyError> {
    let place = format!("receipt for the log of {log}");
    let mut others = mirrors.iter().filter(|(party, _)| party != log);
    let Some((by, key)) = others.find(|(_, key)| key.is_named_by(signature)) else {
        return Err(bad(place, format!("{:?} is no mirror of another member", signature.name)));
    };
    let time = cosign::verify(text, signature, key).map_err(|error| bad(place, error))?;
    Ok((by.clone(), time))
}

/// Every opening fits a commitment of its entry, and none comes twice.
fn check_openings(party: &PartyId, log: &Read) -> Result<(), VerifyError> {
    for of in &log.openings {
        let place = format!("log of {party}, entry {}", of.index);
        let entry = usize::try_from(of.index).ok().and_then(|index| log.entries.get(index));
        let entry = entry.ok_or_else(|| bad(&*place, "there is no such entry"))?;
        let entry = Entry::decode(entry).map_err(|error| bad(&*place, error))?;
        let origin = entry.origin.ok_or_else(|| bad(&*place, "the charter has no openings"))?;
        let mut seen = BTreeSet::new();
        for disclosure in &of.disclosures {
            let opening =
                ledger::opening::Opening::parse(disclosure).map_err(|error| bad(&*place, error))?;
            let digest = ledger::opening::Opening::digest(disclosure);
            if origin.open.get(&opening.field) != Some(&digest) {
                let field = &opening.field;
                return Err(bad(
                    &*place,
                    format!("the value of {field:?} is not the committed one"),
                ));
            }
            if !seen.insert(opening.field.clone()) {
                return Err(bad(&*place, format!("{:?} is opened twice", opening.field)));
            }
        }
    }
    Ok(())
}

/// Folds all logs; what stays staged names a root that no log here has.
fn fold(record: &mut Record, logs: &BTreeMap<PartyId, Read>) -> Result<(), VerifyError> {
    for (party, log) in logs {
        for bytes in &log.entries[1..] {
            record.admit(party, bytes);
        }
    }
    for (party, log) in logs {
        for of in &log.openings {
            for disclosure in &of.disclosures {
                record
                    .open(party, of.index, disclosure)
                    .map_err(|error| bad(format!("log of {party}, entry {}", of.index), error))?;
            }
        }
    }
    if let Some(staged) = record.joint().staged().first() {
        return Err(bad(format!("log of {}, entry {}", staged.party, staged.idx), SEEN_NOWHERE));
    }
    Ok(())
}

fn missing(logs: &BTreeMap<PartyId, Read>) -> Vec<(PartyId, u64, String)> {
    let mut missing = Vec::new();
    for (party, log) in logs {
        let opened: BTreeMap<u64, &OpeningsOf> =
            log.openings.iter().map(|of| (of.index, of)).collect();
        for (index, bytes) in log.entries.iter().enumerate() {
            let Ok(Entry { origin: Some(origin), .. }) = Entry::decode(bytes) else {
                continue;
            };
            let index = index as u64;
            let have: BTreeSet<_> = opened
                .get(&index)
                .into_iter()
                .flat_map(|of| &of.disclosures)
                .filter_map(|one| ledger::opening::Opening::parse(one).ok())
                .map(|opening| opening.field)
                .collect();
            for field in origin.open.keys().filter(|field| !have.contains(*field)) {
                missing.push((party.clone(), index, field.to_string()));
            }
        }
    }
    missing
}
