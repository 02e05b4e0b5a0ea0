//! Random histories from lists of small numbers, so that proptest can shrink them.

use ledger::entry::{Body, Entry, FieldRef, Level};
use ledger::id::{FieldName, VersionId};
use proptest::prelude::*;

use crate::history::{CODES, History, charter, item, put};

/// One step: who, what, which, how much.
pub type Step = (u8, u8, u8, u8);

pub fn steps(n: usize) -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(any::<Step>(), 0..n)
}

/// Versions and redactable entries written so far, with their places.
#[derive(Clone)]
pub struct Written {
    pub history: History,
    pub versions: Vec<(usize, u64, String, VersionId)>,
}

pub fn honest(parties: usize, steps: &[Step]) -> Written {
    build(parties, steps, false, 0, 0)
}

pub fn hostile(parties: usize, steps: &[Step]) -> Written {
    build(parties, steps, true, 0, 0)
}

/// The same script; `hours` moves the clocks, `salt` the commitments.
pub fn build(parties: usize, steps: &[Step], hostile: bool, hours: u64, salt: u8) -> Written {
    let mut codes: Vec<&str> = CODES[..parties].to_vec();
    codes.sort_unstable();
    let mut history = History::new(&codes);
    history.salt = salt;
    for (p, hour) in history.hours.iter_mut().enumerate() {
        *hour = hours * (p as u64 % 3) * 7;
    }
    let mut written = Written { history, versions: Vec::new() };
    for step in steps {
        take(&mut written, parties, *step, hostile);
    }
    written
}

fn take(written: &mut Written, parties: usize, (who, what, which, more): Step, hostile: bool) {
    let p = who as usize % parties;
    let history = &mut written.history;
    let known: Vec<(u64, String, VersionId)> = written
        .versions
        .iter()
        .filter(|(q, idx, _, _)| *idx < history.knows[p][*q])
        .map(|(_, idx, id, version)| (*idx, id.clone(), *version))
        .collect();
    // Mostly recent versions: that is where agreement and its races happen.
    let recent = &known[known.len().saturating_sub(if which < 200 { 3 } else { usize::MAX })..];
    let one = recent.get(which as usize % recent.len().max(1)).cloned();
    match (what % 16, one) {
        (0..=4, _) => {
            let q = which as usize % parties;
            let all = history.len(q);
            history.learn(p, q, if more % 4 == 0 { 1 + u64::from(more) % all } else { all });
        }
        (5 | 6, _) => {
            let id = ["t1", "t2", "t3"][which as usize % 3];
            let of_item: Vec<VersionId> =
                known.iter().filter(|(_, i, _)| i == id).map(|(_, _, v)| *v).collect();
            let base: Vec<VersionId> =
                of_item.iter().rev().take(more as usize % 3).copied().collect();
            let version = history.write(p, put(history.pin(), "joint", id, &base, more % 8 != 7));
            written.versions.push((p, history.len(p) - 1, id.to_owned(), version));
        }
        (7..=9, Some((_, _, to))) => {
            let level = if more % 3 == 0 { Level::Bind } else { Level::Text };
            history.write(p, Body::Consent { to, level });
        }
        (10, Some((_, _, to))) => {
            let level = if more % 4 == 0 { Level::Bind } else { Level::Text };
            history.write(p, Body::Withdraw { to, level });
        }
        (11, Some((_, _, to))) => {
            history.write(p, Body::Reject { to });
        }
        (12, _) => {
            let id = format!("own-{p}");
            let version = history.write(p, put(history.pin(), "own", &id, &[], true));
            written.versions.push((p, history.len(p) - 1, id, version));
        }
        (13, Some((_, _, to))) if more < 128 => {
            // A round of consents, as in a session; two of them bind.
            let level = if more % 4 < 3 { Level::Bind } else { Level::Text };
            for q in 0..parties {
                history.learn_all(q);
                history.write(q, Body::Consent { to, level });
            }
        }
        (13, Some((_, id, _))) => {
            history.write(p, Body::Note { item: item(&id) });
        }
        (14 | 15, one) if hostile => break_a_rule(written, p, which, more, one),
        (14, _) => {
            for q in 0..parties {
                history.learn(p, q, history.len(q));
            }
        }
        _ => {}
    }
}

fn break_a_rule(
    written: &mut Written,
    p: usize,
    which: u8,
    more: u8,
    one: Option<(u64, String, VersionId)>,
) {
    let history = &mut written.history;
    let body = put(history.pin(), "joint", "t1", &[], true);
    let other = (p + 1) % history.parties.len();
    let mut entry: Entry = history.draft(p, body);
    let origin = entry.origin.as_mut().unwrap();
    let charters = written
        .versions
        .iter()
        .filter(|(q, idx, id, _)| id == "charter" && *idx < history.knows[p][*q]);
    let charters: Vec<VersionId> = charters.map(|(_, _, _, version)| *version).collect();
    match which % 19 {
        13 | 14 => {
            // An amendment among those who are here; sometimes somebody is left out.
            let mut codes: Vec<String> = history.parties.iter().map(ToString::to_string).collect();
            if more.is_multiple_of(4) {
                codes.remove(more as usize / 4 % codes.len());
            }
            let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
            let leaf = history.write(p, Body::Charter(charter(&codes, 1)));
            written.versions.push((p, history.len(p) - 1, "charter".into(), leaf));
            return;
        }
        15 | 16 if !charters.is_empty() => {
            let named = charters[more as usize % charters.len()];
            let version = history.write(p, put(named, "joint", "t3", &[], true));
            written.versions.push((p, history.len(p) - 1, "t3".into(), version));
            return;
        }
        17 => {
            if let Some((_, _, entry)) = one {
                let fields = ["ar", "by"].map(|f| FieldName::parse(f).unwrap()).to_vec();
                let of = vec![FieldRef { entry, fields }];
                history.write(p, Body::Redact { of, basis: "law".into() });
            }
            return;
        }
        18 if more < 40 => {
            history.write(p, Body::Denounce);
            return;
        }
        _ => {}
    }
    match which % 13 {
        0 => history.append_alone(p, vec![b'{', more]),
        1 => {
            origin.seq += 1 + u64::from(more);
            let bytes = entry.encode();
            history.append_alone(p, bytes)
        }
        2 => {
            origin.party = history.parties[other].clone();
            origin.seen.remove(&history.parties[other]);
            let bytes = entry.encode();
            history.append_alone(p, bytes)
        }
        3 => {
            let own = history.head(p, history.len(p));
            origin.seen.insert(history.parties[p].clone(), own);
            let bytes = entry.encode();
            history.append_alone(p, bytes)
        }
        4 if history.seen[p].last().unwrap()[other] > 1 => {
            let less = history.seen[p].last().unwrap()[other] - 1;
            origin.seen.insert(history.parties[other].clone(), history.head(other, less));
            let bytes = entry.encode();
            history.append_alone(p, bytes)
        }
        5 => history.write(p, Body::Consent { to: VersionId([more; 32]), level: Level::Text }),
        6 => history.write(p, put(VersionId([more; 32]), "joint", "t1", &[], true)),
        7 => history.write(p, put(history.pin(), "unheard", "t1", &[], true)),
        8 => history.write(p, put(history.pin(), "own", "t1", &[], true)),
        9 => history.write(p, put(history.pin(), "joint", "own-0", &[], true)),
        10 => history.write(p, put(history.pin(), "other", "t2", &[], true)),
        11 => {
            // Lists the newest head of one log without the causes of what is in it.
            let all = history.len(other);
            origin.seen = [(history.parties[other].clone(), history.head(other, all))].into();
            let bytes = entry.encode();
            let mut seen = history.seen[p].last().unwrap().clone();
            (seen[p], seen[other]) = (history.len(p), all);
            history.knows[p][other] = all;
            history.append(p, bytes, seen)
        }
        _ => match one {
            Some((_, _, to)) => {
                let base = [to];
                let id = ["t1", "t2", "t3"][more as usize % 3];
                history.write(p, put(history.pin(), "joint", id, &base, true))
            }
            None => history.write(p, Body::Denounce),
        },
    };
}
