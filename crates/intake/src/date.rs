//! Days as documents state them (ISO 8601): checked against the calendar, kept as written. The
//! hour and the zone are dropped: a report carries the day of its place, not that of Greenwich.

/// The day at the start of an ISO 8601 date or date and time, `YYYY-MM-DD`.
pub fn day_of(stated: &str) -> Option<String> {
    let stated = stated.trim();
    let day = stated.get(..10)?;
    let bytes = day.as_bytes();
    let after = stated.as_bytes().get(10);
    if bytes[4] != b'-' || bytes[7] != b'-' || after.is_some_and(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| -> Option<u32> {
        let digits = day.get(range)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
    };
    let (year, month, of_month) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return None,
    };
    // A year before the telegraph is a default value of the page's software (0001-01-01, 1970 is
    // caught by whoever compares with the text).
    ((1850..=2200).contains(&year) && (1..=days).contains(&of_month)).then(|| day.to_owned())
}

#[cfg(test)]
mod tests {
    use super::day_of;

    #[test]
    fn a_day_is_read_as_written_and_checked() {
        for (stated, day) in [
            ("2025-01-14", Some("2025-01-14")),
            (" 2025-01-14T23:59:00+03:00", Some("2025-01-14")),
            ("2024-02-29 10:00", Some("2024-02-29")),
            ("2023-02-29", None),
            ("2025-13-01", None),
            ("0001-01-01T00:00:00", None),
            ("14/01/2025", None),
            ("2025-01-141", None),
            ("2025-1-4", None),
            ("٢٠٢٥-٠١-١٤", None),
            ("", None),
        ] {
            assert_eq!(day_of(stated).as_deref(), day, "{stated}");
        }
    }
}
