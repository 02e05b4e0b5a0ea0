//! Detectors: what is planted is found, in any script and with anything unseen or any separator
//! between its digits; what is no personal data is left alone.

use mutual::codes;
use mutual::detect::{self, Personal};
use proptest::prelude::*;

/// What may stand between two digits: nothing mostly, separators, line breaks, what nobody sees.
fn gap() -> impl Strategy<Value = &'static str> {
    let seen = vec![" ", "-", ".", "/", "_", "\n", "\r\n", " - ", "\u{00A0}", "\u{2011}", "·"];
    let unseen = vec![
        "\u{200B}",
        "\u{200F}",
        "\u{200E}",
        "\u{061C}",
        "\u{2066}",
        "\u{2069}",
        "\u{FEFF}",
        "\u{00AD}",
        "\u{0640}",
        "\u{064E}",
        "\u{FE0F}",
        "\u{E0020}",
    ];
    prop_oneof![
        5 => Just(""),
        2 => prop::sample::select(seen),
        2 => prop::sample::select(unseen),
    ]
}

/// Zeros of scripts that a number may be typed in.
fn zero() -> impl Strategy<Value = u32> {
    prop::sample::select(vec![0x30_u32, 0x30, 0x0660, 0x0660, 0x06F0, 0xFF10, 0x0966, 0x1D7CE])
}

/// The text with each digit in a script and something before each character but the first.
fn disguised(text: &str, zeros: &[u32], gaps: &[&str]) -> String {
    let mut out = String::new();
    for (at, c) in text.chars().enumerate() {
        if at > 0 && !gaps.is_empty() {
            out.push_str(gaps[at % gaps.len()]);
        }
        let zero = zeros[at % zeros.len()];
        out.push(c.to_digit(10).and_then(|n| char::from_u32(zero + n)).unwrap_or(c));
    }
    out
}

fn civil_id() -> impl Strategy<Value = String> {
    let parts = (2u32..4, 11u32..100, 1u32..13, 1u32..29, 0u32..10_000);
    parts.prop_filter_map("no such check digit", |(century, year, month, day, serial)| {
        let head = format!("{century}{year:02}{month:02}{day:02}{serial:04}");
        let mut ids = (0..10).map(|last| format!("{head}{last}"));
        // A part that looks like a year is taken for that of a date.
        let year = head[1..].contains("19") || head[1..].contains("20");
        ids.find(|id| detect::has_check_digit(id) && !year)
    })
}

/// An account of a country in the registry, with right check digits.
fn iban() -> impl Strategy<Value = String> {
    let of = prop::sample::select(vec![
        ("KW", "CBKU", 22),
        ("US", "ABCD", 20),
        ("DE", "", 18),
        ("GB", "NWBK", 14),
        ("FR", "", 23),
        ("SA", "", 20),
        ("NO", "", 11),
        ("MT", "MALT", 23),
        ("AE", "", 19),
    ]);
    (of, prop::collection::vec(0u32..10, 30)).prop_map(|((country, bank, n), digits)| {
        let digits: String = digits.iter().take(n).map(ToString::to_string).collect();
        let account = format!("{bank}{digits}");
        let rest = format!("{account}{country}00").chars().fold(0u32, |rest, c| {
            let value = c.to_digit(36).expect("letters and digits");
            if value < 10 { (rest * 10 + value) % 97 } else { (rest * 100 + value) % 97 }
        });
        format!("{country}{:02}{account}", 98 - rest)
    })
}

fn finds(text: &str, what: Personal) -> bool {
    detect::find(text).iter().any(|find| find.what == what)
}

proptest! {
    #[test]
    fn a_civil_id_is_found_whatever_stands_between_its_digits(
        id in civil_id(),
        zeros in prop::collection::vec(zero(), 1..4),
        gaps in prop::collection::vec(gap(), 12),
        before in prop::sample::select(vec!["", "of ", "رقمه", "رقم: ", "CID", "no. 7, ", "30 "]),
        after in prop::sample::select(vec!["", ".", " seen", " ثم", "\n12"]),
    ) {
        let text = format!("{before}{}{after}", disguised(&id, &zeros, &gaps));
        prop_assert!(finds(&text, Personal::CivilId), "{text:?}: {:?}", detect::find(&text));
        let find = &detect::find(&text)[0];
        prop_assert!(text.get(find.at.clone()).is_some(), "the place is one of the text");
    }

    #[test]
    fn twelve_digits_with_a_date_of_birth_are_taken_for_a_civil_id(
        century in 2u32..4, year in 0u32..100, month in 1u32..13, day in 1u32..29,
        serial in 0u32..100_000, zero in zero(), before in "[a-z ]{0,8} ",
    ) {
        let id = format!("{century}{year:02}{month:02}{day:02}{serial:05}");
        let text = format!("{before}{}, seen", disguised(&id, &[zero], &[]));
        prop_assert!(finds(&text, Personal::CivilId), "{}", text);
    }

    #[test]
    fn an_iban_is_found_in_any_groups_and_one_wrong_digit_is_not_one(
        iban in iban(),
        zeros in prop::collection::vec(zero(), 1..4),
        gaps in prop::collection::vec(gap(), 9),
        lower in any::<bool>(),
        before in prop::sample::select(vec!["", "to ", "حساب", "IBAN ", "IBAN:"]),
    ) {
        let known = !iban.starts_with("US");
        let typed = if lower { iban.to_lowercase() } else { iban.clone() };
        // Of a country that is not in the registry: as a word of its own.
        let gaps = if known { &gaps[..] } else { &[] };
        let before = if known { before } else { "to " };
        let (head, tail) = typed.split_at(4);
        let (head, tail) = (disguised(head, &zeros, &["\u{200F}"]), disguised(tail, &zeros, gaps));
        let text = format!("{before}{head}{}{tail}", gaps.first().unwrap_or(&""));
        prop_assert!(finds(&text, Personal::Iban), "{text:?}: {:?}", detect::find(&text));
        let glued = format!("x{typed}y");
        prop_assert_eq!(finds(&glued, Personal::Iban), known, "{}", glued);
        let last = if iban.ends_with('1') { '2' } else { '1' };
        let wrong = format!("{}{last}", &iban[..iban.len() - 1]);
        let whole = detect::find(&wrong).into_iter().any(|find| find.at == (0..wrong.len()));
        prop_assert!(!whole, "{}", wrong);
    }

    #[test]
    fn a_telephone_number_is_found_in_any_digits_and_separators(
        country in prop::sample::select(vec!["965", "1", "44", "966", "971"]),
        number in "[2-9][0-9]{7,9}",
        zeros in prop::collection::vec(zero(), 1..4),
        gaps in prop::collection::vec(gap(), 7),
        plus in prop::sample::select(vec!["+", "00", "\u{FF0B}", "+\u{200F}", "(+"]),
        before in prop::sample::select(vec!["", "call ", "هاتف", "on 16 Nov at "]),
    ) {
        let number = disguised(&format!("{country}{number}"), &zeros, &gaps);
        let text = format!("{before}{plus}{number}");
        prop_assert!(finds(&text, Personal::Phone), "{text:?}: {:?}", detect::find(&text));
    }

    #[test]
    fn a_kuwaiti_number_is_found_as_it_is_said(
        first in prop::sample::select(vec!['2', '4', '5', '6', '9']), rest in "[1-9]{7}",
        zero in zero(), cut in prop::sample::select(vec![vec![], vec![4], vec![3], vec![2, 5]]),
        between in prop::sample::select(vec![" ", "-", "\u{200F} ", "\n"]),
    ) {
        let number = format!("{first}{rest}");
        let parts: Vec<String> = number.chars().enumerate().map(|(at, c)| {
            let gap = if cut.contains(&at) { between } else { "" };
            format!("{gap}{c}")
        }).collect();
        let text = format!("seen {} then", disguised(&parts.concat(), &[zero], &[]));
        prop_assert!(finds(&text, Personal::Phone), "{text:?}: {:?}", detect::find(&text));
    }

    #[test]
    fn an_address_is_found_in_any_script(
        local in "[a-z0-9ا-ي._-]{1,12}", host in "[a-zا-ي][a-z0-9ا-ي-]{0,8}",
        top in prop::sample::select(
            vec!["kw", "com", "الكويت", "рф", "xn--mgberp4a5d4ar", "co.uk"]
        ),
        at in prop::sample::select(
            vec!["@", "\u{FF20}", " @ ", "\u{200E}@\u{200B}", "(at)", " [at] "]
        ),
        dot in prop::sample::select(vec![".", "\u{FF0E}", "\u{3002}"]),
    ) {
        let text = format!("to {local}{at}{host}{dot}{top}, please");
        prop_assert!(finds(&text, Personal::Email), "{text:?}: {:?}", detect::find(&text));
    }

    #[test]
    fn fingerprints_dates_and_references_are_left_alone(
        hash in "[0-9a-f]{64}", year in 1990i16..2060, month in 1i8..13, day in 1i8..29,
        hour in 0u8..24, minute in 0u8..60, n in 0u32..100_000,
    ) {
        let text = format!(
            "of {year}-{month:02}-{day:02} {hour:02}:{minute:02}, then {day}.{month}.{year} \
             {hour:02}:{minute:02}, as {year}{month:02}{day:02}; KW-MLA-{year}-{n:04} of \
             {day:02}/{month:02}/{year} and the {n} others of {year}"
        );
        prop_assert_eq!(detect::find(&text), vec![], "{}", text);
        // A fingerprint holds no number that stands alone.
        let alone = [Personal::Phone, Personal::Plate, Personal::Email];
        prop_assert!(alone.iter().all(|what| !finds(&hash, *what)), "{}", hash);
    }
}

#[test]
fn what_is_personal_is_found_and_what_is_not_is_left_alone() {
    use Personal::{CivilId, Email, Iban, Phone, Plate};
    let table: &[(&str, &[Personal])] = &[
        ("", &[]),
        ("no data here at all", &[]),
        ("Session 4/2020 of 2020-11-16, item 3", &[]),
        ("due 20201116 and 30+30 days; Law 79/2025", &[]),
        ("sha 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", &[]),
        ("A/RES/45/117 and Directive 2014/41; art. 12.1.3; 1,250,000 USD; 25 000 000 KWD", &[]),
        ("2020-11-16T14:00:00Z and 2020-11-16 14:00:05", &[]),
        ("the years 2019-2020 and 2020 2021, template 12, 16.11.2020, 16 11 2020", &[]),
        ("hotel of the delegation, cars 3, vehicle tax 2020, phone call of 2020-11-16", &[]),
        ("المادة 12 من القانون 79 لسنة 2025، البند 3", &[]),
        ("look at moj.gov.kw, 5 @ 10", &[]),
        ("write to a.b@moj.gov.kw please", &[Email]),
        ("اكتب إلى علي@مثال.الكويت", &[Email]),
        ("\"ali\"@x.example", &[Email]),
        ("root@[10.0.0.1]", &[Email]),
        ("+1 (202) 555-0147", &[Phone]),
        ("202-555-0147", &[Phone]),
        ("202.555.0147", &[Phone]),
        ("2025550147", &[Phone]),
        ("050 123 4567", &[Phone]),
        ("2245-6789", &[Phone]),
        ("هاتف ٢٢٤٥٦٧٨٩", &[Phone]),
        ("هاتفه٢٢٤٥٦٧٨٩", &[Phone]),
        ("tel.: 1 80 40 40", &[Phone]),
        ("tel.: extension 40", &[]),
        ("\u{0665}\u{200F}\u{0665}123456", &[Phone]),
        ("00965 5512 3456", &[Phone]),
        ("30 +965 2222 1234 and 2222 1235", &[Phone, Phone]),
        ("plate 12345", &[Plate]),
        ("number plate: A 77", &[Plate]),
        ("اللوحة رقم ٨/١٢٣٤٥", &[Plate]),
        ("لوحتها ١٢٣٤", &[Plate]),
        ("car 15/67890 seen", &[Plate]),
        ("on 16 15/67890", &[Plate]),
        ("8-12345", &[Plate]),
        ("سيارة 4521", &[Plate]),
        ("ح ب د 1234", &[Plate]),
        ("284\u{200B}0315 01234", &[]),
        ("284031501234", &[CivilId]),
        ("وب٢٨٤٠٣١٥٠١٢٣٤", &[CivilId]),
        ("civil id 284-0315-01235", &[CivilId]),
        ("DE89 3704 0044 0532 0130 00", &[Iban]),
        ("GB82WEST12345698765432", &[Iban]),
        ("KW81CBKU0000000000001234560101", &[Iban]),
        ("SA03\n8000\n0000\n6080\n1016\n7519", &[Iban]),
        ("a.b@c.example and +965 22223333", &[Email, Phone]),
    ];
    for (text, expected) in table {
        let found: Vec<Personal> = detect::find(text).iter().map(|find| find.what).collect();
        assert_eq!(found, *expected, "{text}");
    }
    let long = "a".repeat(300_000);
    assert_eq!(detect::find(&long)[0].what, Personal::TooLong);
}

#[test]
fn no_code_of_a_list_looks_like_personal_data() {
    for list in [
        codes::BASES,
        codes::MEASURES,
        codes::OFFENCES,
        codes::CLASSES,
        codes::URGENCY,
        codes::LANGUAGES,
        codes::OFFICES,
        codes::CHANNELS,
        codes::COSTS,
        codes::ENCLOSURES,
        codes::GROUNDS,
        codes::POSTPONEMENTS,
        codes::DEFECTS,
        codes::PURPOSES,
        codes::ONWARD,
        codes::CLOSINGS,
    ] {
        for code in list {
            assert_eq!(detect::find(code), vec![], "{code}");
        }
    }
}
