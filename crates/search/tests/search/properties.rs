//! Whatever happens in whatever order, cut short wherever it may be: after it the index answers as
//! one that was made anew from what there is.

use std::collections::BTreeMap;

use proptest::prelude::*;
use search::{Change, Entry, Filters, Index, Key};

use crate::world::{World, entry, hits, paragraph};

const WORDS: [&str; 12] = [
    "الكويت",
    "والكويت",
    "الكويتية",
    "وزارة",
    "الخزانة",
    "وزارةالخزانة",
    "security",
    "secure",
    "terrorism",
    "agreement",
    "agreements",
    "2020",
];
const QUERIES: [&str; 10] = [
    "الكويت",
    "كويتي",
    "وزارة الخزانة",
    "وزارةالخزانة",
    "\"وزارة الخزانة\"",
    "secur*",
    "agreement",
    "terrorsm",
    "2020",
    "security الكويت",
];

/// One thing that happens.
#[derive(Debug, Clone)]
enum Step {
    Put {
        item: u8,
        heading: bool,
        words: Vec<u8>,
    },
    Gone {
        item: u8,
    },
    /// The process ends here and starts again: applied changes may be given once more.
    Crash,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let put = (0..12u8, any::<bool>(), prop::collection::vec(0..12u8, 1..6))
        .prop_map(|(item, heading, words)| Step::Put { item, heading, words });
    let step = prop_oneof![
        6 => put,
        2 => (0..12u8).prop_map(|item| Step::Gone { item }),
        1 => Just(Step::Crash),
    ];
    prop::collection::vec(step, 1..30)
}

fn made(item: u8, heading: bool, words: &[u8]) -> Entry {
    let text: Vec<&str> = words.iter().map(|at| WORDS[usize::from(*at)]).collect();
    let (name, text) = (format!("i{item}"), text.join(" "));
    if heading { entry(&name, "agenda_item", &text, "") } else { paragraph(&name, &text, "") }
}

/// What every query finds: items with their scores.
fn answers(index: &Index) -> Vec<Vec<(String, u32)>> {
    let of = |typed: &&str| {
        let found = hits(index, typed, &Filters::default());
        found.hits.iter().map(|hit| (hit.key.item.clone(), hit.score)).collect()
    };
    QUERIES.iter().map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn the_index_answers_as_one_made_anew(steps in steps()) {
        let world = World::new();
        let path = world.index.path().to_owned();
        let mut index = Index::open(&path).expect("opens").0;
        let mut there: BTreeMap<u8, Entry> = BTreeMap::new();
        for step in steps {
            match step {
                Step::Put { item, heading, words } => {
                    let entry = made(item, heading, &words);
                    there.insert(item, entry.clone());
                    index.apply(&[Change::Put(entry)], None).expect("applied");
                }
                Step::Gone { item } => {
                    there.remove(&item);
                    let key = Key { item: format!("i{item}"), ..made(item, false, &[0]).key };
                    index.apply(&[Change::Gone(key)], None).expect("applied");
                }
                Step::Crash => {
                    drop(index);
                    index = Index::open(&path).expect("opens").0;
                    // Catching up gives everything again; what is there already changes nothing.
                    let again: Vec<Change> = there.values().cloned().map(Change::Put).collect();
                    let applied = index.apply(&again, None).expect("applied");
                    prop_assert_eq!(applied.same, again.len());
                    prop_assert_eq!(applied.written, 0);
                }
            }
        }
        let anew = World::with(there.values().cloned().collect());
        prop_assert_eq!(answers(&index), answers(&anew.index));
        prop_assert_eq!(index.state().expect("a state").n_entries, there.len() as u64);
    }

    #[test]
    fn nothing_that_is_typed_breaks_a_query(
        typed in "\\PC{0,80}",
        signs in "[\"«»*():^{}a ا-]{0,40}",
    ) {
        let world = World::with(vec![paragraph("p", "نص عربي", "english text")]);
        for typed in [typed, signs] {
            if let Ok(query) = search::Query::read(&typed, world.index.keys()) {
                let found = world.index.find(&query, &Filters::default(), None, 5, |_| true);
                prop_assert!(found.is_ok(), "{:?}: {:?}", typed, found);
            }
        }
    }
}
