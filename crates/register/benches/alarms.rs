//! The alarms of 50,000 instruments recomputed, beside the least that any reader of the register
//! does: reading the dates of their facts from text. Their ratio is what is watched.

use divan::counter::ItemsCount;
use register::term::reckon;
use register::{Alarm, Dated, Fact, Instrument, Kind, Renewal, Rule, Terms};

const INSTRUMENTS: usize = 50_000;

fn main() {
    divan::main();
}

/// The dates of one instrument's facts as a record holds them: signed, two notes, one renewal.
fn texts(nth: usize) -> [String; 4] {
    let (year, month, day) = (1960 + nth % 60, nth % 12 + 1, nth % 28 + 1);
    [0, 1, 2, 5].map(|later| format!("{:04}-{month:02}-{day:02}", year + later))
}

fn instrument(nth: usize) -> Instrument {
    let date = |text: &String| Dated::parse(text).expect("a date");
    let dates = texts(nth);
    let mut facts = vec![
        Fact::of(Kind::Signed, date(&dates[0])),
        Fact::of(Kind::Notified, date(&dates[1])).by(0),
        Fact::of(Kind::Notified, date(&dates[2])).by(1),
    ];
    if nth.is_multiple_of(3) {
        facts.push(Fact { months: Some(24), ..Fact::of(Kind::Renewed, date(&dates[3])) });
    }
    let renewals = [Renewal::Tacit, Renewal::Tacit, Renewal::Express, Renewal::Unstated];
    let terms = Terms {
        rule: Rule::FirstOfMonth(1),
        months: Some(12 * (1 + nth as u32 % 10)),
        renewal: renewals[nth % 4],
        notice_months: Some(6),
        ..Terms::default()
    };
    Instrument { terms, sides: 2, facts, clocks: Vec::new() }
}

#[divan::bench]
fn alarms_recomputed(bencher: divan::Bencher) {
    let all: Vec<Instrument> = (0..INSTRUMENTS).map(instrument).collect();
    let today = register::civil::day_of("2020-11-18").expect("a day");
    bencher.counter(ItemsCount::new(INSTRUMENTS)).bench_local(|| {
        let near = |one: &&Instrument| {
            let next = reckon(one, today).next().map(|date| date.alarm);
            next.is_some_and(|alarm| alarm < Alarm::Far)
        };
        divan::black_box(&all).iter().filter(near).count()
    });
}

#[divan::bench]
fn dates_read(bencher: divan::Bencher) {
    let all: Vec<[String; 4]> = (0..INSTRUMENTS).map(texts).collect();
    bencher.counter(ItemsCount::new(INSTRUMENTS)).bench_local(|| {
        let read = |one: &[String; 4]| one.iter().filter_map(|text| Dated::parse(text)).count();
        divan::black_box(&all).iter().map(read).sum::<usize>()
    });
}
