//! Some parties with a node each. Acts go through the policy, become real entries with real
//! openings, and reach the other nodes when the test says so.

use std::collections::BTreeMap;

use dialogue::act::{Act, Actor, Draft, Function};
use dialogue::content::Content;
use dialogue::item;
use dialogue::kind::{CHARTER_RULE, DialogueKind};
use dialogue::record::{Item, Record};
use dialogue::refusal::Refusal;
use ledger::entry::{Body, Charter, Entry, FieldRef, Level, Member, Origin, Put};
use ledger::id::{DialogueId, FieldName, ItemId, PartyId, VersionId};
use ledger::json::Value;
use ledger::note::{KeyKind, SigningKey};
use ledger::opening::Opening;

pub struct Written {
    pub bytes: Vec<u8>,
    pub disclosures: Vec<String>,
}

pub struct World {
    pub parties: Vec<PartyId>,
    pub nodes: BTreeMap<PartyId, Record>,
    pub logs: BTreeMap<PartyId, Vec<Written>>,
    pub charter: Vec<u8>,
    salt: u128,
}

pub fn party(code: &str) -> PartyId {
    PartyId::parse(code).unwrap()
}

pub fn id(text: &str) -> ItemId {
    ItemId::parse(text).unwrap()
}

pub fn field(name: &str) -> FieldName {
    FieldName::parse(name).unwrap()
}

pub fn actor(code: &str, function: Function) -> Actor {
    Actor { party: party(code), function, account: "officer".to_owned() }
}

pub fn row(pairs: &[(&str, &str)]) -> BTreeMap<String, Value> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), Value::from(*text))).collect()
}

pub fn draft(type_name: &str, content: Content) -> Draft {
    Draft::new(item::get(type_name).unwrap(), content)
}

/// Leaf 0 for these parties; byte-identical in every log.
pub fn charter(codes: &[&str]) -> Vec<u8> {
    charter_with(codes, BTreeMap::new())
}

/// The same with rules.
pub fn charter_with(codes: &[&str], rules: BTreeMap<String, String>) -> Vec<u8> {
    let vkey = |code: &str, what: &str, kind| {
        let name = format!("hiwar.{}.example/test{what}", code.to_lowercase());
        let mut seed = [7; 32];
        seed[..code.len()].copy_from_slice(code.as_bytes());
        seed[20] = what.len() as u8;
        SigningKey::from_seed(&name, kind, seed).unwrap().verifier_key().to_vkey()
    };
    let member = |code: &&str| Member {
        party: party(code),
        log: vkey(code, "", KeyKind::LogEd25519),
        mirror: vkey(code, "/mirror", KeyKind::CosignEd25519),
        pins: Vec::new(),
        recovery: None,
    };
    let mut members: Vec<Member> = codes.iter().map(member).collect();
    members.sort_by(|a, b| a.party.cmp(&b.party));
    let body = Body::Charter(Charter { members, rules, schema: 1 });
    let dialogue = DialogueId::parse("test").unwrap();
    let at = "2020-11-01T08:00:00Z".to_owned();
    Entry { dialogue, at: at.into(), origin: None, body }.seal().unwrap().0
}

impl World {
    pub fn new(codes: &[&str]) -> World {
        World::founded(codes, charter(codes))
    }

    /// The compartment of mutual legal assistance of two parties.
    pub fn legal() -> World {
        let kind = DialogueKind::LegalAssistance.as_str().to_owned();
        let rules = BTreeMap::from([(CHARTER_RULE.to_owned(), kind)]);
        let codes = ["KW", "US"];
        World::founded(&codes, charter_with(&codes, rules))
    }

    fn founded(codes: &[&str], charter: Vec<u8>) -> World {
        let parties: Vec<PartyId> = codes.iter().map(|code| party(code)).collect();
        let node = |us: &PartyId| {
            let mut record = Record::new(us.clone(), &charter).unwrap();
            for log in &parties {
                if record.joint().length(log) == 0 {
                    record.admit(log, &charter);
                }
            }
            (us.clone(), record)
        };
        let nodes = parties.iter().map(node).collect();
        let leaf = || Written { bytes: charter.clone(), disclosures: Vec::new() };
        let logs = parties.iter().map(|party| (party.clone(), vec![leaf()])).collect();
        World { parties, nodes, logs, charter, salt: 0 }
    }

    pub fn node(&self, code: &str) -> &Record {
        &self.nodes[code]
    }

    pub fn node_mut(&mut self, code: &str) -> &mut Record {
        self.nodes.get_mut(code).unwrap()
    }

    pub fn item(&self, code: &str, item: &ItemId) -> Item<'_> {
        self.node(code).item(item).unwrap_or_else(|| panic!("{item} is on the node of {code}"))
    }

    /// Writes an entry into a party's log on its own node only.
    pub fn write(&mut self, code: &str, body: Body, content: &Content) -> VersionId {
        let us = party(code);
        let mut open = BTreeMap::new();
        let mut disclosures = Vec::new();
        for (name, value) in content.iter() {
            self.salt += 1;
            let opening = Opening::new(self.salt.to_be_bytes(), field(name), value.clone());
            let (disclosure, digest) = opening.seal().unwrap();
            open.insert(field(name), digest);
            disclosures.push(disclosure);
        }
        let record = self.nodes.get_mut(&us).unwrap();
        let seq = record.joint().length(&us);
        let seen = record.joint().next_seen(&us);
        let origin = Some(Origin { party: us.clone(), seq, seen, open });
        let at = format!("2020-11-16T{:02}:{:02}:{:02}Z", seq / 3600, seq / 60 % 60, seq % 60);
        let dialogue = DialogueId::parse("test").unwrap();
        let (bytes, version) = Entry { dialogue, at: at.into(), origin, body }.seal().unwrap();
        let changes = record.admit(&us, &bytes);
        assert_eq!(changes.void, [], "own entries are good");
        assert_eq!(changes.folded, [(us.clone(), seq)], "own entries fold at once");
        for disclosure in &disclosures {
            record.open(&us, seq, disclosure).unwrap();
        }
        self.logs.get_mut(&us).unwrap().push(Written { bytes, disclosures });
        version
    }

    /// Brings everything written to every node.
    pub fn sync(&mut self) {
        for record in self.nodes.values_mut() {
            for (log, written) in &self.logs {
                let have = record.joint().length(log) as usize;
                for (idx, written) in written.iter().enumerate().skip(have) {
                    record.admit(log, &written.bytes);
                    for disclosure in &written.disclosures {
                        record.open(log, idx as u64, disclosure).unwrap();
                    }
                }
            }
        }
    }

    pub fn judge(&self, code: &str, function: Function, act: &Act) -> Result<(), Refusal> {
        let permit = dialogue::policy::may(&actor(code, function), act, self.node(code))?;
        assert_eq!(permit.act(), act);
        Ok(())
    }

    /// Judges and writes an act; the id of a new item is `name`.
    pub fn quietly(
        &mut self,
        code: &str,
        function: Function,
        name: &str,
        act: Act,
    ) -> Result<VersionId, Refusal> {
        self.judge(code, function, &act)?;
        let empty = Content::new();
        let (body, content) = match act {
            Act::Put(draft) => {
                let put = Put {
                    item: draft.item.unwrap_or_else(|| id(name)),
                    type_name: draft.type_name,
                    base: draft.base,
                    charter: self.node(code).joint().charter_in_force(),
                    offer: true,
                    pos: draft.pos,
                    aud: draft.aud,
                };
                (Body::Put(put), draft.content)
            }
            Act::Consent { to, level, .. } => (Body::Consent { to, level }, empty),
            Act::Withdraw { to, level, .. } => (Body::Withdraw { to, level }, empty),
            Act::Reject { to, .. } => (Body::Reject { to }, empty),
            Act::Redact { of, fields, basis } => {
                let of = vec![FieldRef { entry: of, fields }];
                (Body::Redact { of, basis }, empty)
            }
            Act::Hold { of, basis } => (Body::Hold { of, basis }, empty),
            Act::Lapse { to, .. } => (Body::Consent { to, level: Level::Text }, empty),
        };
        Ok(self.write(code, body, &content))
    }

    pub fn act(&mut self, code: &str, function: Function, act: Act) -> Result<(), Refusal> {
        self.quietly(code, function, "", act)?;
        self.sync();
        Ok(())
    }

    /// A co-chair puts a new item; it reaches every node.
    pub fn put(&mut self, code: &str, name: &str, type_name: &str, content: Content) -> VersionId {
        self.put_at(code, name, type_name, content, None)
    }

    pub fn put_at(
        &mut self,
        code: &str,
        name: &str,
        type_name: &str,
        content: Content,
        pos: Option<u64>,
    ) -> VersionId {
        let draft = Draft { pos, ..draft(type_name, content) };
        let version = self.quietly(code, Function::CoChair, name, Act::Put(draft)).unwrap();
        self.sync();
        version
    }

    pub fn revise(&mut self, code: &str, item: &ItemId, name: &str, text: &str) -> VersionId {
        let mut draft = Draft::revise(&self.item(code, item));
        draft.content.set_text(name, text);
        self.quietly(code, Function::CoChair, "", Act::Put(draft)).unwrap()
    }

    pub fn consent(&mut self, code: &str, item: &ItemId, to: VersionId, level: Level) {
        let act = Act::Consent { item: item.clone(), to, level };
        self.act(code, Function::CoChair, act).unwrap();
    }

    pub fn agree(&mut self, item: &ItemId, to: VersionId) {
        for code in self.parties.clone() {
            let held = self.item(code.as_str(), item).position(&code).map(|held| held.id);
            if held != Some(to) {
                self.consent(code.as_str(), item, to, Level::Text);
            }
        }
    }
}

pub fn round(number: u64) -> Content {
    Content::new().with("number", number)
}

pub fn session(round: &ItemId) -> Content {
    Content::new()
        .with("round", round)
        .with("kind", "plenary")
        .with("title_ar", "الجلسة العامة")
        .with("title_en", "Plenary")
        .with("date", "2020-11-16")
}

pub fn agenda(session: &ItemId, en: &str) -> Content {
    Content::new().with("session", session).with("title_ar", "بند").with("title_en", en)
}

pub fn minute(session: &ItemId, en: &str) -> Content {
    Content::new().with("session", session).with("ar", "فقرة").with("en", en)
}

/// Two parties with a round `r4` and a session `s1`, both agreed.
pub fn two() -> World {
    let mut world = World::new(&["KW", "US"]);
    let to = world.put("KW", "r4", "round", round(4));
    world.agree(&id("r4"), to);
    let to = world.put("US", "s1", "session", session(&id("r4")));
    world.agree(&id("s1"), to);
    world
}
