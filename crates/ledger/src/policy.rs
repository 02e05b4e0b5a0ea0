//! Policies (C2SP tlog-policy): which logs and witnesses an auditor trusts, and whose receipts make
//! a checkpoint good. Mirrors stand in it as witnesses.
//! Must never count one key twice. Stricter than the specification in two points: the text must be
//! UTF-8, and one key may not be both log and witness. Format: docs/format-log.md, 8.

use thiserror::Error;

use crate::limits::{POLICY_BYTES_MAX, POLICY_LINES_OF_KIND_MAX};
use crate::note::{KeyError, KeyKind, Verified, VerifierKey};

/// Logs, witnesses, groups and the quorum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Trusted logs; empty if they are known otherwise.
    pub logs: Vec<PolicyLog>,
    /// Known witnesses.
    pub witnesses: Vec<Witness>,
    /// Groups, each only of members before it.
    pub groups: Vec<Group>,
    /// What a checkpoint needs; `None` (written `none`): no receipt.
    pub quorum: Option<Member>,
}

/// A `log` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyLog {
    /// The log's key, named as its origin.
    pub key: VerifierKey,
    /// Where to reach it.
    pub url: Option<String>,
}

/// A `witness` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Name inside this policy.
    pub name: String,
    /// Its receipt key.
    pub key: VerifierKey,
    /// Where to reach it.
    pub url: Option<String>,
}

/// A `group` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Name inside this policy.
    pub name: String,
    /// How many of the members it takes, 1 to their number.
    pub threshold: usize,
    /// Its members.
    pub members: Vec<Member>,
}

/// What a group or the quorum refers to, by position in the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    /// `witnesses[i]`.
    Witness(usize),
    /// `groups[i]`.
    Group(usize),
}

/// Why a policy, or a checkpoint under it, is refused. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PolicyError {
    /// Over the limit.
    #[error("the policy has {found} bytes; at most {POLICY_BYTES_MAX} are read")]
    TooLong { found: usize },
    /// Control character or not UTF-8.
    #[error("the policy must be UTF-8 without control characters but tab and newline")]
    Characters,
    /// A line that is none of the four forms.
    #[error("policy line {line}: {rule}")]
    Line { line: usize, rule: &'static str },
    /// A key that cannot be read.
    #[error("policy line {line}: {error}")]
    Key { line: usize, error: KeyError },
    /// A name that no earlier line defines.
    #[error("policy line {line}: no earlier line defines {name:?}")]
    UnknownName { line: usize, name: String },
    /// No quorum line.
    #[error("the policy has no quorum line; write \"quorum none\" if no receipt is needed")]
    NoQuorum,
    /// The checkpoint is signed by none of the logs.
    #[error("none of the policy's logs has signed the checkpoint")]
    NoLog,
    /// The checkpoint has too few receipts.
    #[error("the receipts on the checkpoint do not make the quorum {0:?}")]
    NoQuorumReached(String),
}

impl Policy {
    /// Reads a policy text.
    pub fn parse(text: &[u8]) -> Result<Self, PolicyError> {
        if text.len() > POLICY_BYTES_MAX {
            return Err(PolicyError::TooLong { found: text.len() });
        }
        let text = std::str::from_utf8(text).map_err(|_| PolicyError::Characters)?;
        let allowed = |byte: u8| matches!(byte, b'\t' | b'\n') || (byte >= b' ' && byte != 0x7f);
        if !text.bytes().all(allowed) {
            return Err(PolicyError::Characters);
        }
        let mut reader = Reader::default();
        for (i, line) in text.split('\n').enumerate() {
            reader.line = i + 1;
            let items: Vec<&str> =
                line.split([' ', '\t']).filter(|item| !item.is_empty()).collect();
            if items.first().is_some_and(|first| !first.starts_with('#')) {
                reader.read(&items)?;
            }
        }
        let quorum = reader.quorum.ok_or(PolicyError::NoQuorum)?;
        let Reader { logs, witnesses, groups, .. } = reader;
        Ok(Self { logs, witnesses, groups, quorum })
    }

    /// The policy's text, which [`Policy::parse`] reads back to the same policy.
    pub fn to_text(&self) -> String {
        let url =
            |url: &Option<String>| url.as_ref().map_or(String::new(), |url| format!(" {url}"));
        let mut text = String::new();
        for log in &self.logs {
            text.push_str(&format!("log {}{}\n", log.key.to_vkey(), url(&log.url)));
        }
        for witness in &self.witnesses {
            let (name, key) = (&witness.name, witness.key.to_vkey());
            text.push_str(&format!("witness {name} {key}{}\n", url(&witness.url)));
        }
        for group in &self.groups {
            let threshold = match group.threshold {
                all if all == group.members.len() => "all".to_owned(),
                1 => "any".to_owned(),
                some => some.to_string(),
            };
            let members: Vec<&str> = group.members.iter().map(|m| self.name(*m)).collect();
            text.push_str(&format!("group {} {threshold} {}\n", group.name, members.join(" ")));
        }
        let quorum = self.quorum.map_or("none", |member| self.name(member));
        text.push_str(&format!("quorum {quorum}\n"));
        text
    }

    /// All keys of the policy, for [`crate::checkpoint::Checkpoint::open_signed`].
    pub fn keys(&self) -> Vec<VerifierKey> {
        let logs = self.logs.iter().map(|log| log.key.clone());
        logs.chain(self.witnesses.iter().map(|witness| witness.key.clone())).collect()
    }

    /// Whether these verified signatures make a checkpoint good.
    pub fn satisfied(&self, verified: &[Verified]) -> bool {
        self.check(verified).is_ok()
    }

    /// Like [`Policy::satisfied`], and says what is missing. A policy without logs asks only for
    /// the receipts: its user knows the log otherwise.
    pub fn check(&self, verified: &[Verified]) -> Result<(), PolicyError> {
        let signed = |key: &VerifierKey| verified.iter().any(|by| by.key() == key);
        if !self.logs.is_empty() && !self.logs.iter().any(|log| signed(&log.key)) {
            return Err(PolicyError::NoLog);
        }
        let Some(quorum) = self.quorum else {
            return Ok(());
        };
        let witnesses: Vec<bool> = self.witnesses.iter().map(|w| signed(&w.key)).collect();
        // Groups refer backwards only, so one pass in order decides them all.
        let mut groups: Vec<bool> = Vec::with_capacity(self.groups.len());
        for group in &self.groups {
            let count = group.members.iter().filter(|m| holds(**m, &witnesses, &groups)).count();
            groups.push(count >= group.threshold);
        }
        if holds(quorum, &witnesses, &groups) {
            return Ok(());
        }
        Err(PolicyError::NoQuorumReached(self.name(quorum).to_owned()))
    }

    fn name(&self, member: Member) -> &str {
        match member {
            Member::Witness(i) => self.witnesses.get(i).map_or("", |witness| &witness.name),
            Member::Group(i) => self.groups.get(i).map_or("", |group| &group.name),
        }
    }
}

fn holds(member: Member, witnesses: &[bool], groups: &[bool]) -> bool {
    match member {
        Member::Witness(i) => witnesses.get(i).copied().unwrap_or(false),
        Member::Group(i) => groups.get(i).copied().unwrap_or(false),
    }
}

/// What has been read so far.
#[derive(Default)]
struct Reader {
    line: usize,
    logs: Vec<PolicyLog>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    /// Members of some group already: each name may be in one group only.
    grouped: Vec<Member>,
    quorum: Option<Option<Member>>,
}

impl Reader {
    fn read(&mut self, items: &[&str]) -> Result<(), PolicyError> {
        match items {
            ["log", key] => self.log(key, None),
            ["log", key, url] => self.log(key, Some(url)),
            ["witness", name, key] => self.witness(name, key, None),
            ["witness", name, key, url] => self.witness(name, key, Some(url)),
            ["group", name, threshold, members @ ..] => self.group(name, threshold, members),
            ["quorum", name] => self.set_quorum(name),
            _ => Err(self.refuse(
                "a line reads log KEY [URL], witness NAME KEY [URL], group NAME all|any|NUMBER \
                 NAME.., or quorum NAME",
            )),
        }
    }

    fn refuse(&self, rule: &'static str) -> PolicyError {
        PolicyError::Line { line: self.line, rule }
    }

    fn log(&mut self, key: &str, url: Option<&&str>) -> Result<(), PolicyError> {
        let key = self.key(key, KeyKind::LogEd25519)?;
        if self.logs.len() == POLICY_LINES_OF_KIND_MAX {
            return Err(self.refuse("at most 64 logs are read"));
        }
        self.logs.push(PolicyLog { key, url: url.map(|url| (*url).to_owned()) });
        Ok(())
    }

    fn witness(&mut self, name: &str, key: &str, url: Option<&&str>) -> Result<(), PolicyError> {
        self.free_name(name)?;
        let key = self.key(key, KeyKind::CosignEd25519)?;
        if self.witnesses.len() == POLICY_LINES_OF_KIND_MAX {
            return Err(self.refuse("at most 64 witnesses are read"));
        }
        let url = url.map(|url| (*url).to_owned());
        self.witnesses.push(Witness { name: name.to_owned(), key, url });
        Ok(())
    }

    fn group(&mut self, name: &str, threshold: &str, names: &[&str]) -> Result<(), PolicyError> {
        self.free_name(name)?;
        if names.is_empty() {
            return Err(self.refuse("a group needs at least one member"));
        }
        if self.groups.len() == POLICY_LINES_OF_KIND_MAX {
            return Err(self.refuse("at most 64 groups are read"));
        }
        let mut members = Vec::with_capacity(names.len());
        for name in names {
            let member = self.member(name)?;
            if self.grouped.contains(&member) {
                return Err(self.refuse("each name can be a member of one group, once"));
            }
            self.grouped.push(member);
            members.push(member);
        }
        let threshold = match threshold {
            "all" => Some(members.len()),
            "any" => Some(1),
            number => crate::checkpoint::decimal(number).and_then(|k| usize::try_from(k).ok()),
        };
        let threshold = threshold
            .filter(|k| (1..=members.len()).contains(k))
            .ok_or_else(|| self.refuse("a threshold is all, any, or 1 to the number of members"))?;
        self.groups.push(Group { name: name.to_owned(), threshold, members });
        Ok(())
    }

    fn set_quorum(&mut self, name: &str) -> Result<(), PolicyError> {
        if self.quorum.is_some() {
            return Err(self.refuse("a policy has exactly one quorum line"));
        }
        self.quorum = Some(match name {
            "none" => None,
            name => Some(self.member(name)?),
        });
        Ok(())
    }

    fn key(&self, text: &str, kind: KeyKind) -> Result<VerifierKey, PolicyError> {
        let line = self.line;
        let key = VerifierKey::parse(text).map_err(|error| PolicyError::Key { line, error })?;
        if key.kind() != kind {
            return Err(self.refuse("a log needs a key of type 0x01, a witness one of type 0x04"));
        }
        let logs = self.logs.iter().map(|log| &log.key);
        let mut keys = logs.chain(self.witnesses.iter().map(|witness| &witness.key));
        if keys.any(|other| other.public() == key.public()) {
            return Err(self.refuse("the same public key stands on an earlier line"));
        }
        Ok(key)
    }

    fn member(&self, name: &str) -> Result<Member, PolicyError> {
        let witness = self.witnesses.iter().position(|witness| witness.name == name);
        let group = self.groups.iter().position(|group| group.name == name);
        witness
            .map(Member::Witness)
            .or(group.map(Member::Group))
            .ok_or_else(|| PolicyError::UnknownName { line: self.line, name: name.to_owned() })
    }

    fn free_name(&self, name: &str) -> Result<(), PolicyError> {
        if name == "none" {
            return Err(self.refuse("the name none is taken: it stands for no quorum"));
        }
        match self.member(name) {
            Ok(_) => Err(self.refuse("the name stands on an earlier line")),
            Err(_) => Ok(()),
        }
    }
}
