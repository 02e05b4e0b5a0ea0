//! Random entries, values and frames of every kind, and damaged bytes, for the content tests.

use ledger::entry::{Body, Charter, Entry, FieldRef, Head, KeyUse, Level, Member, Origin, Put};
use ledger::frame::{Frame, OpeningsOf};
use ledger::id::{DialogueId, FieldName, ItemId, PartyId, TypeName, VersionId};
use ledger::json::Value;
use ledger::limits;
use ledger::opening::Digest;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;

pub fn parties() -> impl Strategy<Value = PartyId> {
    "[A-Z][A-Z0-9-]{0,15}".prop_map(|text| PartyId::parse(&text).unwrap())
}

pub fn fields() -> impl Strategy<Value = FieldName> {
    "[A-Za-z][A-Za-z0-9_]{0,20}".prop_map(|text| FieldName::parse(&text).unwrap())
}

pub fn items() -> impl Strategy<Value = ItemId> {
    "[A-Za-z0-9._-]{1,64}".prop_map(|text| ItemId::parse(&text).unwrap())
}

pub fn hashes() -> impl Strategy<Value = VersionId> {
    any::<[u8; 32]>().prop_map(VersionId)
}

pub fn integers() -> impl Strategy<Value = u64> {
    prop_oneof![0..300u64, 0..=limits::INTEGER_MAX, Just(limits::INTEGER_MAX)]
}

pub fn tokens() -> impl Strategy<Value = String> {
    r"[!#-\[\]-~]([ !#-\[\]-~]{0,40}[!#-\[\]-~])?"
}

pub fn vkeys() -> impl Strategy<Value = String> {
    r"[a-z./]{1,30}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}"
}

pub fn times() -> impl Strategy<Value = String> {
    (0..10_000u32, 1..13u32, 1..29u32, 0..24u32, 0..60u32, 0..60u32).prop_map(
        |(year, month, day, h, m, s)| {
            format!("{year:04}-{month:02}-{day:02}T{h:02}:{m:02}:{s:02}Z")
        },
    )
}

pub fn origins() -> impl Strategy<Value = Origin> {
    let heads = (integers(), any::<[u8; 32]>()).prop_map(|(size, root)| Head { size, root });
    let open = btree_map(fields(), any::<[u8; 32]>().prop_map(Digest), 0..6);
    (parties(), 1..=limits::INTEGER_MAX, btree_map(parties(), heads, 0..4), open).prop_map(
        |(party, seq, mut seen, open)| {
            seen.remove(&party);
            Origin { party, seq, seen, open }
        },
    )
}

pub fn charters() -> impl Strategy<Value = Charter> {
    let pins = btree_set(hashes().prop_map(|hash| hash.to_string()), 0..3);
    let member = (vkeys(), vkeys(), pins, prop::option::of(vkeys()));
    let members =
        btree_map(parties(), member, 1..5).prop_map(|members| {
            let members = members.into_iter().map(|(party, (log, mirror, pins, recovery))| {
                Member { party, log, mirror, pins: pins.into_iter().collect(), recovery }
            });
            members.collect()
        });
    let rules = btree_map("[A-Za-z][A-Za-z0-9_-]{0,20}", tokens(), 0..4);
    (members, rules, 1..4u64).prop_map(|(members, rules, schema)| Charter {
        members,
        rules,
        schema,
    })
}

pub fn puts() -> impl Strategy<Value = Put> {
    let type_name = "[A-Za-z][A-Za-z0-9_]{0,20}".prop_map(|t| TypeName::parse(&t).unwrap());
    let base = btree_set(hashes(), 0..4).prop_map(|set| set.into_iter().rev().collect());
    let aud = btree_set(parties(), 1..4).prop_map(|set| set.into_iter().collect());
    let aud = prop::option::of(aud);
    (items(), type_name, base, hashes(), any::<bool>(), prop::option::of(integers()), aud).prop_map(
        |(item, type_name, base, charter, offer, pos, aud)| Put {
            item,
            type_name,
            base,
            charter,
            offer,
            pos,
            aud,
        },
    )
}

pub fn bodies() -> impl Strategy<Value = Body> {
    let levels = || prop_oneof![Just(Level::Text), Just(Level::Bind)];
    let uses =
        prop_oneof![Just(KeyUse::Log), Just(KeyUse::Mirror), Just(KeyUse::Tls), Just(KeyUse::Bag)];
    let refs = btree_map(hashes(), btree_set(fields(), 1..4), 1..4).prop_map(|refs| {
        let refs = refs.into_iter().rev();
        refs.map(|(entry, fields)| FieldRef { entry, fields: fields.into_iter().collect() })
            .collect()
    });
    prop_oneof![
        charters().prop_map(Body::Charter),
        puts().prop_map(Body::Put),
        (hashes(), levels()).prop_map(|(to, level)| Body::Consent { to, level }),
        (hashes(), levels()).prop_map(|(to, level)| Body::Withdraw { to, level }),
        hashes().prop_map(|to| Body::Reject { to }),
        (refs, tokens()).prop_map(|(of, basis)| Body::Redact { of, basis }),
        hashes().prop_map(|of| Body::Erased { of }),
        (hashes(), tokens()).prop_map(|(of, basis)| Body::Hold { of, basis }),
        (uses, vkeys(), integers()).prop_map(|(use_, vkey, from_size)| Body::Key {
            use_,
            vkey,
            from_size
        }),
        (integers(), tokens(), any::<[u8; 32]>()).prop_map(|(size, tsa, digest)| Body::Stamp {
            size,
            tsa,
            digest
        }),
        Just(Body::Denounce),
        items().prop_map(|item| Body::Note { item }),
    ]
}

pub fn entries() -> impl Strategy<Value = Entry> {
    let dialogue = "[a-z0-9][a-z0-9-]{0,63}".prop_map(|text| DialogueId::parse(&text).unwrap());
    (dialogue, times(), origins(), bodies(), any::<bool>()).prop_map(
        |(dialogue, at, origin, body, founding)| {
            let founding = founding && matches!(body, Body::Charter(_));
            Entry { dialogue, at: at.into(), origin: (!founding).then_some(origin), body }
        },
    )
}

/// Text with all that escaping and ordering could get wrong.
pub fn texts() -> impl Strategy<Value = String> {
    let hard = prop::sample::select(vec![
        '"',
        '\\',
        '/',
        '\0',
        '\u{8}',
        '\t',
        '\n',
        '\u{b}',
        '\u{c}',
        '\r',
        '\u{1f}',
        '\u{7f}',
        '\u{80}',
        '\u{627}',
        '\u{64e}',
        '\u{200f}',
        '\u{2028}',
        '\u{fffd}',
        '\u{ffff}',
        '\u{1f600}',
        '\u{10ffff}',
    ]);
    vec(prop_oneof![any::<char>(), hard], 0..20).prop_map(|chars| chars.into_iter().collect())
}

/// Values at most 7 deep, so that an opening around them is at most 8 deep.
pub fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        integers().prop_map(Value::Int),
        texts().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 40, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::List),
            btree_map("[A-Za-z][A-Za-z0-9_-]{0,8}", inner, 0..6).prop_map(Value::Map),
        ]
    })
}

/// Any JSON at all, in the subset or not.
pub fn any_json() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value as Json;
    let leaf = prop_oneof![
        1 => Just(Json::Null),
        4 => any::<bool>().prop_map(Json::from),
        8 => (0..=limits::INTEGER_MAX).prop_map(Json::from),
        1 => (-9i64..0).prop_map(Json::from),
        1 => (-1e9..1e9f64).prop_map(Json::from),
        8 => texts().prop_map(Json::from),
    ];
    leaf.prop_recursive(10, 30, 3, |inner| {
        let keys = prop_oneof![9 => "[A-Za-z][A-Za-z0-9_-]{0,6}", 1 => ".{0,3}"];
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Json::from),
            btree_map(keys, inner, 0..3).prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

pub fn json_bytes() -> impl Strategy<Value = u8> {
    prop_oneof![prop::sample::select(b"{}[],:\"\\ue0123456789truefalsn.-+ ".to_vec()), any::<u8>()]
}

pub fn frame_of_any_kind() -> impl Strategy<Value = Frame> {
    let entry = vec(any::<u8>(), 64..200);
    let openings = btree_map(integers(), vec("[A-Za-z0-9_-]{40,90}", 1..4), 1..4);
    let openings = openings.prop_map(|lines| {
        let lines = lines.into_iter();
        lines.map(|(index, disclosures)| OpeningsOf { index, disclosures }).collect()
    });
    let head = (integers(), any::<[u8; 32]>()).prop_map(|(size, root)| Head { size, root });
    prop_oneof![
        (parties(), vec(any::<u8>(), 1..400)).prop_map(|(party, note)| Frame::Checkpoint {
            dialogue: DialogueId::parse("kwus-3q7f5m2a").unwrap(),
            party,
            note
        }),
        (parties(), 0..1_000_000u64, vec(entry, 1..5))
            .prop_map(|(party, from, entries)| { Frame::Entries { party, from, entries } }),
        (parties(), openings).prop_map(|(party, openings)| Frame::Openings { party, openings }),
        (parties(), integers(), vec("\u{2014} [a-z./]{1,20} [A-Za-z0-9+/]{20,90}", 1..4))
            .prop_map(|(party, size, lines)| Frame::Cosignatures { party, size, lines }),
        (parties(), head).prop_map(|(party, head)| Frame::Have { party, head }),
        (parties(), any::<[u8; 32]>(), integers()).prop_map(|(party, sha, n)| Frame::Want {
            party,
            sha,
            n
        }),
        (parties(), any::<[u8; 32]>(), integers(), vec(any::<u8>(), 1..200))
            .prop_map(|(party, sha, n, bytes)| Frame::Chunk { party, sha, n, bytes }),
    ]
}

/// Small deterministic generator, so that a failing round can be repeated (splitmix64).
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub fn bytes(&mut self, max: usize) -> Vec<u8> {
        (0..self.below(max)).map(|_| self.next() as u8).collect()
    }

    pub fn json_like(&mut self, max: usize) -> Vec<u8> {
        const PIECES: [&str; 16] = [
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u",
            "d800",
            "\"a\":",
            "true",
            "null",
            "90071992547409",
            "-1.5e3",
            "\u{627}",
        ];
        (0..self.below(max)).flat_map(|_| PIECES[self.below(16)].bytes()).collect()
    }

    /// One to four edits: change, insert, delete, repeat or cut.
    pub fn mutated(&mut self, seed: &[u8]) -> Vec<u8> {
        let mut bytes = seed.to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len().max(1));
            match self.below(6) {
                _ if bytes.is_empty() => break,
                0 => bytes[at] = self.next() as u8,
                1 => bytes[at] = seed[self.below(seed.len())],
                2 => bytes.insert(at, self.next() as u8),
                3 => drop(bytes.remove(at)),
                4 => bytes.truncate(at + bytes.len() / 2),
                _ => {
                    let end = (at + self.below(40)).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
        }
        bytes
    }
}
