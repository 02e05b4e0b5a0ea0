//! What the canonical form costs: the check, the reading of an entry, and for comparison a
//! general JSON parser on the same 437 bytes. The goal is a check at no more than twice the cost
//! of that parser; the last lines give the ratios, measured in alternating rounds so that both
//! sides suffer the same noise.

use std::hint::black_box;
use std::io::Write;
use std::time::{Duration, Instant};

use ledger::entry::{Entry, leaf_hash};
use ledger::frame::decode as decode_frames;
use ledger::json::{Profile, check, parse};
use ledger::opening::Opening;

const PUT: &[u8] = include_bytes!("../tests/vectors/entry/kw-1.json");
const FRAMES: &[u8] = include_bytes!("../tests/vectors/frame/kw.frames");
const OPENINGS: &str = include_str!("../tests/vectors/opening/kw-1.tsv");

fn main() {
    divan::main();
    ratios().expect("standard output takes the ratios");
}

#[divan::bench]
fn check_canonical() -> bool {
    check(black_box(PUT), Profile::Skeleton).is_ok()
}

#[divan::bench]
fn parse_value() -> bool {
    parse(black_box(PUT), Profile::Skeleton).is_ok()
}

#[divan::bench]
fn entry_decode() -> bool {
    Entry::decode(black_box(PUT)).is_ok()
}

#[divan::bench]
fn entry_encode(bencher: divan::Bencher<'_, '_>) {
    let entry = Entry::decode(PUT).expect("the worked example decodes");
    bencher.bench_local(|| black_box(&entry).encode());
}

#[divan::bench]
fn entry_leaf_hash() -> [u8; 32] {
    leaf_hash(black_box(PUT))
}

#[divan::bench]
fn opening_parse_for(bencher: divan::Bencher<'_, '_>) {
    let row = OPENINGS.lines().nth(1).expect("the worked example has openings");
    let disclosure = row.split('\t').nth(2).expect("the third column is the disclosure");
    let (field, digest) = {
        let opening = Opening::parse(disclosure).expect("the worked example opens");
        (opening.field, Opening::digest(disclosure))
    };
    bencher.bench_local(|| Opening::parse_for(black_box(disclosure), &field, &digest).is_ok());
}

#[divan::bench]
fn frames_decode() -> bool {
    decode_frames(black_box(FRAMES)).is_ok()
}

#[divan::bench]
fn serde_json_value() -> bool {
    serde_json::from_slice::<serde_json::Value>(black_box(PUT)).is_ok()
}

#[divan::bench]
fn oracle_parse_and_canonicalise() -> bool {
    oracle()
}

fn oracle() -> bool {
    let value = serde_json::from_slice::<serde_json::Value>(black_box(PUT));
    value.is_ok_and(|value| serde_json_canonicalizer::to_vec(&value).is_ok_and(|b| b == PUT))
}

type Side = (&'static str, fn() -> bool);

fn ratios() -> std::io::Result<()> {
    let sides: [Side; 5] = [
        ("serde_json::Value", serde_json_value),
        ("json::check", check_canonical),
        ("json::parse", parse_value),
        ("Entry::decode", entry_decode),
        ("oracle parse and canonicalise", oracle),
    ];
    let mut rounds: Vec<Vec<Duration>> = vec![Vec::new(); sides.len()];
    for _ in 0..101 {
        for (side, times) in sides.iter().zip(&mut rounds) {
            let started = Instant::now();
            for _ in 0..2_000 {
                assert!(side.1());
            }
            times.push(started.elapsed() / 2_000);
        }
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{} bytes, median of 101 rounds; ratio to serde_json::Value", PUT.len())?;
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64() * 1e9
    };
    let base = median(&mut rounds[0]);
    for (side, times) in sides.iter().zip(&mut rounds) {
        let ns = median(times);
        writeln!(out, "{:<30} {ns:>7.0} ns  {:>5.2}", side.0, ns / base)?;
    }
    Ok(())
}
