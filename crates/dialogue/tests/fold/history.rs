//! Histories for the tests: real entry bytes, real trees, and beside them the causal order as an
//! explicit graph, kept independently of the fold.

use std::collections::BTreeMap;

use dialogue::fold::{Joint, Rule};
use ledger::entry::{Body, Charter, Entry, Head, Level, Member, Origin, Put};
use ledger::id::{DialogueId, FieldName, ItemId, PartyId, TypeName, VersionId};
use ledger::merkle::Tree;
use ledger::opening::Digest;

pub const CODES: [&str; 16] = [
    "KW", "US", "UK", "FR", "AE", "BH", "DE", "EG", "ID", "IN", "JO", "JP", "MA", "OM", "QA", "SA",
];

pub fn rules(type_name: &str, schema: u64) -> Option<Rule> {
    match (type_name, schema) {
        ("own", _) => Some(Rule::Own),
        ("joint" | "other", _) => Some(Rule::Joint),
        ("late", 2..) => Some(Rule::Joint),
        _ => None,
    }
}

pub fn party(code: &str) -> PartyId {
    PartyId::parse(code).unwrap()
}

pub fn item(id: &str) -> ItemId {
    ItemId::parse(id).unwrap()
}

pub fn member(code: &str) -> Member {
    Member {
        party: party(code),
        log: format!("{code}.example/d+01020304+AQ"),
        mirror: format!("{code}.example/d/mirror+01020304+BA"),
        pins: Vec::new(),
        recovery: None,
    }
}

pub fn charter(codes: &[&str], schema: u64) -> Charter {
    let mut members: Vec<Member> = codes.iter().map(|code| member(code)).collect();
    members.sort_by(|a, b| a.party.cmp(&b.party));
    Charter { members, rules: BTreeMap::new(), schema }
}

#[derive(Clone)]
pub struct History {
    pub parties: Vec<PartyId>,
    pub founding: Vec<u8>,
    pub logs: Vec<Vec<Vec<u8>>>,
    pub trees: Vec<Tree>,
    /// What each author knows: number of entries of each log.
    pub knows: Vec<Vec<u64>>,
    /// The same at each of his entries.
    pub seen: Vec<Vec<Vec<u64>>>,
    /// All entries written, in the order of writing: an order that respects causes.
    pub order: Vec<(usize, u64)>,
    pub hours: Vec<u64>,
    pub salt: u8,
}

impl History {
    /// Parties with these codes; codes must be sorted for `parties` to be those of the charter.
    pub fn new(codes: &[&str]) -> History {
        History::with_schema(codes, 1)
    }

    pub fn with_schema(codes: &[&str], schema: u64) -> History {
        let founding = Entry {
            dialogue: dialogue(),
            at: "2026-11-23T08:00:00Z".into(),
            origin: None,
            body: Body::Charter(charter(codes, schema)),
        }
        .encode();
        let mut history = History {
            parties: Vec::new(),
            founding,
            logs: Vec::new(),
            trees: Vec::new(),
            knows: Vec::new(),
            seen: Vec::new(),
            order: Vec::new(),
            hours: vec![0; 64],
            salt: 0,
        };
        for code in codes {
            history.join(code);
        }
        history
    }

    /// A log that begins with the charter.
    pub fn join(&mut self, code: &str) -> usize {
        let mut tree = Tree::new();
        tree.push(ledger::entry::leaf_hash(&self.founding));
        self.parties.push(party(code));
        self.logs.push(vec![self.founding.clone()]);
        self.trees.push(tree);
        let n = self.parties.len();
        for row in self.knows.iter_mut().chain(self.seen.iter_mut().flatten()) {
            row.resize(n, 0);
        }
        let mut own = vec![0; n];
        own[n - 1] = 1;
        self.knows.push(own);
        self.seen.push(vec![vec![0; n]]);
        n - 1
    }

    pub fn pin(&self) -> VersionId {
        VersionId(ledger::entry::leaf_hash(&self.founding))
    }

    pub fn len(&self, p: usize) -> u64 {
        self.logs[p].len() as u64
    }

    pub fn head(&self, q: usize, size: u64) -> Head {
        Head { size, root: self.trees[q].root_at(size).unwrap() }
    }

    /// `p` learns the first `size` entries of `q` and everything their authors had seen.
    pub fn learn(&mut self, p: usize, q: usize, size: u64) {
        if p == q || size == 0 {
            return;
        }
        let of_cause = self.seen[q][size as usize - 1].clone();
        let known = &mut self.knows[p];
        known[q] = known[q].max(size);
        for (r, n) in of_cause.into_iter().enumerate().filter(|(r, _)| *r != p) {
            known[r] = known[r].max(n);
        }
    }

    /// `p` learns all there is.
    pub fn learn_all(&mut self, p: usize) {
        for q in 0..self.parties.len() {
            self.learn(p, q, self.len(q));
        }
    }

    /// The entry that `p` would honestly write now.
    pub fn draft(&self, p: usize, body: Body) -> Entry {
        let before = self.seen[p].last().unwrap();
        let others = (0..self.parties.len()).filter(|q| *q != p);
        let grown = others
            .filter(|q| self.knows[p][*q] > before.get(*q).copied().unwrap_or(0))
            .map(|q| (self.parties[q].clone(), self.head(q, self.knows[p][q])));
        let minute = self.logs[p].len() % 60;
        let at = format!("20{:02}-11-23T09:{minute:02}:00Z", 26 + self.hours[p]);
        let digest = Digest(ledger::entry::leaf_hash(&[self.salt, p as u8, minute as u8]));
        let open = match body {
            Body::Put(_) | Body::Consent { .. } => {
                BTreeMap::from([("ar", digest), ("by", digest), ("en", digest)])
            }
            _ => BTreeMap::new(),
        };
        let name = |field: &str| FieldName::parse(field).unwrap();
        Entry {
            dialogue: dialogue(),
            at: at.into(),
            origin: Some(Origin {
                party: self.parties[p].clone(),
                seq: self.len(p),
                seen: grown.collect(),
                open: open.into_iter().map(|(field, digest)| (name(field), digest)).collect(),
            }),
            body,
        }
    }

    /// Appends honest bytes.
    pub fn write(&mut self, p: usize, body: Body) -> VersionId {
        let entry = self.draft(p, body);
        let mut seen = self.knows[p].clone();
        seen[p] = self.len(p);
        self.append(p, entry.encode(), seen)
    }

    /// Appends any bytes; `seen` is what the fold is expected to make of its causal past.
    pub fn append(&mut self, p: usize, bytes: Vec<u8>, seen: Vec<u64>) -> VersionId {
        let leaf = ledger::entry::leaf_hash(&bytes);
        self.order.push((p, self.len(p)));
        self.trees[p].push(leaf);
        self.logs[p].push(bytes);
        self.seen[p].push(seen);
        self.knows[p][p] = self.len(p);
        VersionId(leaf)
    }

    /// Appends bytes whose causal past is only the author's own log.
    pub fn append_alone(&mut self, p: usize, bytes: Vec<u8>) -> VersionId {
        let mut seen = self.seen[p].last().unwrap().clone();
        seen.resize(self.parties.len(), 0);
        seen[p] = self.len(p);
        self.append(p, bytes, seen)
    }

    pub fn put(&mut self, p: usize, id: &str, base: &[VersionId]) -> VersionId {
        self.write(p, put(self.pin(), "joint", id, base, true))
    }

    pub fn consent(&mut self, p: usize, to: VersionId) -> VersionId {
        self.write(p, Body::Consent { to, level: Level::Text })
    }

    pub fn bind(&mut self, p: usize, to: VersionId) -> VersionId {
        self.write(p, Body::Consent { to, level: Level::Bind })
    }

    pub fn withdraw(&mut self, p: usize, to: VersionId) -> VersionId {
        self.write(p, Body::Withdraw { to, level: Level::Text })
    }

    pub fn joint(&self) -> Joint {
        Joint::with_schema(&self.founding, rules, 1).unwrap()
    }

    /// Everything, in the order of writing.
    pub fn fold(&self) -> Joint {
        self.fold_in(&self.order)
    }

    pub fn fold_in(&self, order: &[(usize, u64)]) -> Joint {
        let mut joint = self.joint();
        self.admit_in(&mut joint, order);
        joint
    }

    pub fn admit_in(&self, joint: &mut Joint, order: &[(usize, u64)]) {
        for (p, idx) in order {
            let admitted = joint.admit_at(&self.parties[*p], *idx, &self.logs[*p][*idx as usize]);
            assert_eq!(admitted.refused, None);
        }
    }

    /// The same logs in an order drawn by `pick`, which need not respect causes.
    pub fn shuffled(&self, mut pick: impl FnMut(usize) -> usize) -> Vec<(usize, u64)> {
        let mut next = vec![1u64; self.parties.len()];
        let mut order = Vec::new();
        loop {
            let open: Vec<usize> = (0..next.len()).filter(|p| next[*p] < self.len(*p)).collect();
            if open.is_empty() {
                return order;
            }
            let p = open[pick(open.len()) % open.len()];
            order.push((p, next[p]));
            next[p] += 1;
        }
    }
}

pub fn dialogue() -> DialogueId {
    DialogueId::parse("d-1").unwrap()
}

pub fn put(charter: VersionId, type_name: &str, id: &str, base: &[VersionId], offer: bool) -> Body {
    Body::Put(Put {
        item: item(id),
        type_name: TypeName::parse(type_name).unwrap(),
        base: base.to_vec(),
        charter,
        offer,
        pos: None,
        aud: None,
    })
}

/// Everything the fold says, with versions named by author and index, so that histories that
/// differ in hashes only can be compared too.
pub fn state(joint: &Joint) -> String {
    let mut lines = vec![
        format!("members {:?} schema {}", joint.members(), joint.schema()),
        format!(
            "charter {} crossed {}",
            name(joint, joint.charter_in_force()),
            joint.charter_crossed()
        ),
        format!("upgrade {:?} forks {:?}", joint.upgrade_needed(), joint.forks()),
    ];
    for amendment in joint.amendments() {
        let id = name(joint, amendment.id);
        let (needs, held) = (amendment.needs, amendment.held_by);
        lines.push(format!("amendment {id} {} {needs:?} {held:?}", amendment.agreed));
    }
    let mut logs = joint.logs();
    logs.sort();
    for party in logs {
        for idx in 0..joint.folded(&party) {
            let entry = joint.entry(&party, idx).unwrap();
            let version = entry.version.map(|version| name(joint, version));
            lines.push(format!(
                "{party} {idx} {} {:?} {:?} {version:?}",
                entry.kind.as_str(),
                entry.void,
                entry.item,
            ));
        }
    }
    let mut items: Vec<&ItemId> = joint.items().collect();
    items.sort();
    for id in items {
        lines.push(item_state(joint, id));
    }
    lines.join("\n")
}

pub fn item_state(joint: &Joint, id: &ItemId) -> String {
    let state = joint.item(id).unwrap();
    let standing = joint.standing(id).unwrap();
    let names = |versions: &[VersionId]| {
        let mut names: Vec<String> = versions.iter().map(|v| name(joint, *v)).collect();
        names.sort();
        names
    };
    let mut lines = vec![format!(
        "item {id} {} {:?} of {} members {:?} clashes {}",
        state.type_name, state.rule, state.owner, state.members, state.clashes
    )];
    for (party, held) in &standing.positions {
        lines.push(format!("  {party} holds {:?}", held.map(|version| name(joint, version))));
    }
    let mut rejected: Vec<String> =
        standing.rejected.iter().map(|(p, v)| format!("{p} {}", name(joint, *v))).collect();
    rejected.sort();
    lines.push(format!(
        "  effective {:?} level {:?} sealed {:?} contended {} contested {} {:?} rejected {:?} {}",
        names(&standing.effective),
        standing.level,
        standing.sealed_level,
        standing.contended,
        standing.contested,
        names(&standing.contested_versions),
        rejected,
        if standing.recorded_alone { "alone" } else { "" },
    ));
    for version in names(&state.versions) {
        lines.push(format!("  version {version}"));
    }
    let mut versions: Vec<String> = state
        .versions
        .iter()
        .map(|id| {
            let v = joint.version(id).unwrap();
            format!("  {} {:?} {:?} {:?}", name(joint, *id), v.agreed, v.redacted, v.members)
        })
        .collect();
    versions.sort();
    lines.extend(versions);
    lines.join("\n")
}

pub fn name(joint: &Joint, id: VersionId) -> String {
    if id == joint.charter_pin() {
        return "charter".into();
    }
    joint.find(&id).map_or("?".into(), |(party, idx)| format!("{party}/{idx}"))
}
