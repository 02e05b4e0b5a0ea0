//! Words and how usual they are, with the endings and joined particles that follow by rule.
//! It answers one question: how surprising a run of letters is as one word. It holds no meanings.

use std::sync::OnceLock;

use crate::fold::fold_str;
use crate::names::usual_parts;

/// What a word is, which decides the particles and endings it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WordKind {
    /// Takes "and" alone.
    Particle,
    /// Takes "and" and pronouns.
    Preposition,
    /// Takes articles, particles, duals and plurals, pronouns, the relative ending.
    Noun,
    /// Takes articles, particles and the endings of adjectives.
    Adjective,
    /// A word of number: takes articles and particles.
    Number,
    /// A verb in the past, third person masculine singular.
    Past,
    /// A verb in the present, third person masculine singular.
    Present,
    /// A part of a person's name.
    Name,
    /// A state, region or city.
    Place,
    /// A form as it is written; takes nothing.
    Form,
}

impl WordKind {
    fn parse(name: &str) -> Option<WordKind> {
        Some(match name {
            "particle" => WordKind::Particle,
            "preposition" => WordKind::Preposition,
            "noun" => WordKind::Noun,
            "adjective" => WordKind::Adjective,
            "number" => WordKind::Number,
            "past" => WordKind::Past,
            "present" => WordKind::Present,
            "name" => WordKind::Name,
            "place" => WordKind::Place,
            "form" => WordKind::Form,
            _ => return None,
        })
    }
}

/// A word for a [`Lexicon`], in any spelling that folds alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word without article, particles and endings.
    pub text: &'a str,
    /// What it is.
    pub kind: WordKind,
    /// 0 (in every sentence) to 4 (rare).
    pub class: u8,
}

/// Words by their folded stems.
///
/// # Examples
/// ```
/// use text::spaces::{Lexicon, Word, WordKind};
/// let lexicon = Lexicon::new([Word { text: "وزارة", kind: WordKind::Noun, class: 1 }]);
/// assert!(lexicon.knows("والوزارات") && lexicon.knows("وزارتها"));
/// assert!(!lexicon.knows("وزير"));
/// ```
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// By hash of the stem, ascending.
    stems: Vec<(u64, Stem)>,
    /// One bit for each of some hashes: most runs of letters are no stem; here it shows at once.
    sieve: Vec<u64>,
}

#[derive(Debug, Clone)]
struct Stem {
    text: Box<str>,
    kind: WordKind,
    /// Which rows of [`ENDINGS`] it takes, by their bit.
    endings: u16,
    cost: f32,
    /// Whether the word is written with a hamza on its first alef.
    opens_with_hamza: bool,
    /// Whether the word is written with a dotless yeh at its end.
    ends_dotless: bool,
}

/// What of a spelling the folded letters no longer show.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spelling {
    /// An alef without hamza opens it.
    pub plain_alef: bool,
    /// A yeh with its dots ends it.
    pub dotted_yeh: bool,
}

const BARE: u16 = 1;
const PRONOUN: u16 = 1 << 1;
const NOUN: u16 = 1 << 2;
const RELATIVE: u16 = 1 << 3;
const AFTER_TEH: u16 = 1 << 4;
const ADJECTIVE: u16 = 1 << 5;
const PAST: u16 = 1 << 6;
const WEAK_PAST: u16 = 1 << 7;
const PRESENT: u16 = 1 << 8;
const AFTER_SEAT: u16 = 1 << 9;
const AFTER_DOTLESS: u16 = 1 << 10;

/// Endings, the stems they follow, and how much less usual they make a word.
static ENDINGS: [(&str, u16, f32); 56] = [
    ("", BARE, 0.0),
    ("ه", PRONOUN | NOUN | ADJECTIVE | PAST | PRESENT | AFTER_SEAT, 0.7),
    ("ها", PRONOUN | NOUN | PAST | PRESENT | AFTER_SEAT, 0.7),
    ("هم", PRONOUN | NOUN | PAST | PRESENT | AFTER_SEAT, 1.0),
    ("هما", PRONOUN | NOUN | PAST | PRESENT | AFTER_SEAT, 1.2),
    ("هن", PRONOUN | NOUN, 2.0),
    ("نا", PRONOUN | NOUN | PAST | PRESENT | AFTER_SEAT, 1.2),
    ("كم", PRONOUN | NOUN | AFTER_SEAT, 1.7),
    ("ك", NOUN, 2.0),
    ("ا", NOUN | ADJECTIVE | PAST | PRESENT, 0.7),
    ("و", NOUN, 1.5),
    ("ان", NOUN | ADJECTIVE | PRESENT | AFTER_SEAT, 1.0),
    ("ين", NOUN | ADJECTIVE | PRESENT | AFTER_SEAT, 0.8),
    ("ون", NOUN | ADJECTIVE | PRESENT, 1.0),
    ("ات", NOUN | ADJECTIVE | AFTER_TEH | AFTER_SEAT, 0.8),
    ("اته", NOUN | AFTER_TEH, 1.5),
    ("اتها", NOUN | AFTER_TEH, 1.5),
    ("اتهم", NOUN | AFTER_TEH, 1.7),
    ("اتهما", NOUN | AFTER_TEH, 1.8),
    ("اتنا", NOUN | AFTER_TEH, 1.8),
    ("ي", NOUN | RELATIVE | AFTER_TEH, 1.8),
    ("يه", NOUN | RELATIVE | AFTER_TEH, 1.2),
    ("يا", RELATIVE | AFTER_TEH, 1.5),
    ("يين", RELATIVE | AFTER_TEH, 1.3),
    ("يون", RELATIVE | AFTER_TEH, 1.3),
    ("يات", RELATIVE, 1.6),
    ("يتين", RELATIVE, 1.8),
    ("يها", NOUN, 1.5),
    ("يهم", NOUN, 1.7),
    ("يهما", NOUN, 1.7),
    ("يهن", NOUN, 2.2),
    ("اه", NOUN | WEAK_PAST | AFTER_DOTLESS, 1.7),
    ("اها", NOUN | WEAK_PAST | AFTER_DOTLESS, 1.7),
    ("اهم", WEAK_PAST | AFTER_DOTLESS, 2.0),
    ("ته", AFTER_TEH | PAST | WEAK_PAST, 0.8),
    ("تها", AFTER_TEH | PAST | WEAK_PAST, 0.8),
    ("تهم", AFTER_TEH | PAST, 1.2),
    ("تهما", AFTER_TEH, 1.4),
    ("تنا", AFTER_TEH, 1.4),
    ("تكم", AFTER_TEH, 2.0),
    ("تي", AFTER_TEH, 1.2),
    ("تان", AFTER_TEH | ADJECTIVE, 1.2),
    ("تين", AFTER_TEH | ADJECTIVE, 1.0),
    ("تيه", AFTER_TEH, 2.0),
    ("تيهما", AFTER_TEH, 2.0),
    ("ت", PAST | WEAK_PAST, 0.5),
    ("تا", PAST | WEAK_PAST, 1.0),
    ("وا", PAST | WEAK_PAST | PRESENT, 1.0),
    ("وه", PAST | PRESENT, 1.7),
    ("وها", PAST | PRESENT, 1.7),
    ("ونه", PRESENT, 1.7),
    ("ونها", PRESENT, 1.7),
    ("يان", AFTER_DOTLESS, 1.2),
    ("يين", AFTER_DOTLESS, 1.2),
    ("يات", AFTER_DOTLESS, 1.2),
    ("يه", AFTER_DOTLESS, 1.7),
];

/// What a joined particle may stand before.
const NOMINAL: u8 = 1;
const PROPER: u8 = 2;
const VERBAL: u8 = 4;
const ANY: u8 = 8;

/// Joined particles and how much less usual they make a word.
static PARTICLES: [(&str, u8, f32); 21] = [
    ("", ANY | NOMINAL | PROPER | VERBAL, 0.0),
    ("و", ANY | NOMINAL | PROPER | VERBAL, 0.8),
    ("ف", ANY | NOMINAL | VERBAL, 1.8),
    ("ال", NOMINAL, 0.3),
    ("وال", NOMINAL, 0.8),
    ("فال", NOMINAL, 2.0),
    ("بال", NOMINAL, 0.8),
    ("وبال", NOMINAL, 1.5),
    ("كال", NOMINAL, 2.0),
    ("لل", NOMINAL, 0.8),
    ("ولل", NOMINAL, 1.5),
    ("ب", NOMINAL | PROPER, 1.0),
    ("وب", NOMINAL | PROPER, 1.5),
    ("ل", NOMINAL | PROPER | VERBAL, 0.6),
    ("ول", NOMINAL | PROPER | VERBAL, 1.6),
    ("ك", NOMINAL, 2.6),
    ("وك", NOMINAL, 2.4),
    ("س", VERBAL, 1.5),
    ("وس", VERBAL, 1.7),
    ("فس", VERBAL, 2.5),
    ("فل", VERBAL, 2.5),
];

/// Surprise of a word by its class.
const CLASS_COSTS: [f32; 5] = [3.0, 6.0, 7.5, 9.0, 10.5];
/// Letters below which a rare name is hardly evidence, and the surprise of each letter less.
const NAME_LETTERS: usize = 5;
const SHORT_NAME_COST: f32 = 1.5;
/// Surprise of a first alef without the hamza a word has, and of dots its last yeh has not.
const MISSPELT_COST: f32 = 2.0;
/// Letters a stem must have before it takes particles or endings.
const INFLECTED_LETTERS_MIN: usize = 3;

impl Lexicon {
    /// A lexicon of these words.
    pub fn new<'a>(words: impl IntoIterator<Item = Word<'a>>) -> Lexicon {
        let mut stems = Vec::new();
        for word in words {
            add_stems(&mut stems, &word);
        }
        Lexicon::of_stems(stems)
    }

    /// The words of the field that come with this crate: diplomacy, government, security, economy,
    /// function words, verbs, states and cities, usual names. Built once.
    ///
    /// # Examples
    /// ```
    /// assert!(text::spaces::Lexicon::own().knows("وبالاتفاقيات"));
    /// ```
    pub fn own() -> &'static Lexicon {
        static OWN: OnceLock<Lexicon> = OnceLock::new();
        OWN.get_or_init(|| {
            let own = include_str!("../../data/lexicon.txt");
            let names = usual_parts().map(|text| Word { text, kind: WordKind::Name, class: 2 });
            Lexicon::new(parsed(own).chain(names))
        })
    }

    /// This lexicon and further words, such as the names of a dialogue's persons and institutions.
    ///
    /// # Examples
    /// ```
    /// use text::spaces::{Lexicon, Word, WordKind};
    /// let name = Word { text: "شوينكر", kind: WordKind::Name, class: 2 };
    /// assert!(Lexicon::own().with([name]).knows("وشوينكر"));
    /// ```
    pub fn with<'a>(&self, words: impl IntoIterator<Item = Word<'a>>) -> Lexicon {
        let mut stems: Vec<Stem> = self.stems.iter().map(|(_, stem)| stem.clone()).collect();
        for word in words {
            add_stems(&mut stems, &word);
        }
        Lexicon::of_stems(stems)
    }

    /// Whether a word, in any spelling, is one of these words with its particles and endings.
    pub fn knows(&self, word: &str) -> bool {
        self.cost(&fold_str(word), Spelling::default()).is_some()
    }

    /// How surprising a folded run of letters is as one word; `None` when it is none we know.
    pub(super) fn cost(&self, folded: &str, spelling: Spelling) -> Option<f32> {
        let mut least: Option<f32> = None;
        // Few endings fit a word: they are picked once, most of them refused by one byte.
        let last = folded.as_bytes().last();
        let fits = |ending: &str| {
            ending.is_empty() || ending.as_bytes().last() == last && folded.ends_with(ending)
        };
        let mut fitting = [0usize; ENDINGS.len()];
        let mut n_fitting = 0;
        for (at, (ending, ..)) in ENDINGS.iter().enumerate() {
            if fits(ending) {
                fitting[n_fitting] = at;
                n_fitting += 1;
            }
        }
        for (particle, before, particle_cost) in PARTICLES {
            let Some(rest) = folded.strip_prefix(particle) else {
                continue;
            };
            for &at in &fitting[..n_fitting] {
                let (ending, after, ending_cost) = ENDINGS[at];
                let Some(stem) = rest.strip_suffix(ending) else {
                    continue;
                };
                // What has an article has no possessor.
                if particle.ends_with("ال") && is_possessive(ending) {
                    continue;
                }
                let bare = particle.is_empty() && ending.is_empty();
                let short = !bare && stem.len() < 2 * INFLECTED_LETTERS_MIN;
                for found in self.stems_of(stem) {
                    let particles = takes_particle(found.kind);
                    let takes = found.endings & after != 0 && particles & before != 0;
                    let lost_hamza =
                        spelling.plain_alef && particle.is_empty() && found.opens_with_hamza;
                    let dotted = spelling.dotted_yeh && ending.is_empty() && found.ends_dotless;
                    let misspelt = f32::from(u8::from(lost_hamza) + u8::from(dotted));
                    let cost = found.cost + particle_cost + ending_cost + misspelt * MISSPELT_COST;
                    let allowed = takes && (!short || particles == ANY);
                    if allowed && least.is_none_or(|least| cost < least) {
                        least = Some(cost);
                    }
                }
            }
        }
        least
    }

    fn of_stems(stems: Vec<Stem>) -> Lexicon {
        let mut stems: Vec<(u64, Stem)> =
            stems.into_iter().map(|stem| (hash(&stem.text), stem)).collect();
        stems.sort_by(|a, b| (a.0, &a.1.text, a.1.kind).cmp(&(b.0, &b.1.text, b.1.kind)));
        stems.dedup_by(|later, kept| {
            let same = later.0 == kept.0
                && later.1.text == kept.1.text
                && later.1.kind == kept.1.kind
                && later.1.endings == kept.1.endings;
            if same {
                kept.1.cost = kept.1.cost.min(later.1.cost);
            }
            same
        });
        let mut sieve = vec![0u64; SIEVE_BITS / 64];
        for (key, _) in &stems {
            let bit = sieve_bit(*key);
            sieve[bit / 64] |= 1 << (bit % 64);
        }
        Lexicon { stems, sieve }
    }

    fn stems_of(&self, stem: &str) -> impl Iterator<Item = &Stem> {
        let key = hash(stem);
        let bit = sieve_bit(key);
        let may_hold = self.sieve[bit / 64] >> (bit % 64) & 1 == 1;
        let first = if !may_hold {
            self.stems.len()
        } else {
            self.stems.partition_point(|&(other, _)| other < key)
        };
        self.stems[first..]
            .iter()
            .take_while(move |&&(other, _)| other == key)
            .map(|(_, found)| found)
            .filter(move |found| *found.text == *stem)
    }
}

/// The words of a file: `= kind class` opens a part, `#` a comment.
fn parsed(file: &str) -> impl Iterator<Item = Word<'_>> {
    let mut part = (WordKind::Form, 2);
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(move |line| {
            let Some(head) = line.strip_prefix("= ") else {
                return Some((part, line));
            };
            let (kind, class) = head.split_once(' ').expect("kind and class");
            let kind = WordKind::parse(kind).expect("a kind of word");
            part = (kind, class.parse().expect("a class"));
            None
        })
        .flat_map(|((kind, class), line)| {
            line.split_whitespace().map(move |text| Word { text, kind, class })
        })
}

fn takes_particle(kind: WordKind) -> u8 {
    match kind {
        WordKind::Particle | WordKind::Preposition => ANY,
        WordKind::Noun | WordKind::Adjective | WordKind::Number => NOMINAL,
        WordKind::Past | WordKind::Present => VERBAL,
        WordKind::Name | WordKind::Place => PROPER,
        WordKind::Form => 0,
    }
}

/// The stems of a word with the endings each takes.
fn add_stems(stems: &mut Vec<Stem>, word: &Word<'_>) {
    let folded = fold_str(word.text);
    let n_letters = folded.chars().count();
    if folded.is_empty() || folded.contains(' ') {
        return;
    }
    let mut cost = CLASS_COSTS[usize::from(word.class).min(CLASS_COSTS.len() - 1)];
    if word.kind == WordKind::Name && n_letters < NAME_LETTERS {
        cost += SHORT_NAME_COST * (NAME_LETTERS - n_letters) as f32;
    }
    let ends_dotless = word.text.ends_with('ى');
    let opens_with_hamza = word.text.starts_with(['أ', 'إ', 'آ']);
    let mut add = |text: &str, endings: u16| {
        let (text, kind) = (text.into(), word.kind);
        stems.push(Stem { text, kind, endings, cost, opens_with_hamza, ends_dotless });
    };
    let teh = folded.strip_suffix('ه').filter(|_| word.text.ends_with(['ة', 'ه']));
    let dotless = folded.strip_suffix('ي').filter(|_| word.text.ends_with('ى'));
    let hamza = word.text.ends_with('ء');
    match word.kind {
        WordKind::Particle | WordKind::Number | WordKind::Form => add(&folded, BARE),
        WordKind::Name => add(&folded, BARE),
        WordKind::Preposition => add(&folded, BARE | PRONOUN),
        WordKind::Noun => match (teh, dotless) {
            (Some(stem), _) if word.text.ends_with('ة') => {
                add(&folded, BARE);
                add(stem, AFTER_TEH);
            }
            (_, Some(stem)) => {
                add(&folded, BARE);
                add(stem, AFTER_DOTLESS);
            }
            _ => add(&folded, BARE | NOUN | RELATIVE),
        },
        WordKind::Adjective => {
            add(&folded, BARE | ADJECTIVE);
        }
        WordKind::Past => match dotless {
            Some(stem) => {
                add(&folded, BARE);
                add(stem, WEAK_PAST);
            }
            None => add(&folded, BARE | PAST),
        },
        WordKind::Present => {
            let Some(rest) = folded.strip_prefix('ي') else {
                return add(&folded, BARE | PRESENT);
            };
            for person in ["ي", "ت", "ن"] {
                add(&format!("{person}{rest}"), BARE | PRESENT);
            }
        }
        WordKind::Place => {
            add(&folded, BARE);
            if let Some(bare) = folded.strip_prefix("ال").filter(|bare| bare.len() >= 6) {
                add(&format!("لل{bare}"), BARE);
            }
        }
    }
    // A final hamza takes a seat before endings: on yeh or on waw.
    if hamza && word.kind == WordKind::Noun {
        for seat in ["ي", "و"] {
            add(&format!("{folded}{seat}"), AFTER_SEAT);
        }
    }
}

fn is_possessive(ending: &str) -> bool {
    matches!(ending, "ته" | "اته" | "ك" | "تي")
        || ["ها", "هم", "هما", "هن", "نا", "كم"].iter().any(|pronoun| ending.ends_with(pronoun))
}

/// Bits of the sieve; a power of two.
const SIEVE_BITS: usize = 1 << 18;

fn sieve_bit(hash: u64) -> usize {
    (hash >> 40) as usize % SIEVE_BITS
}

/// FNV-1a of the bytes.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
    })
}
