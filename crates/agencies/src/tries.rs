//! How often a link or an address asked lately, in memory: a node that was started anew forgets it.
//! It never says whether what was asked for exists: an address that tried too many wrong secrets is
//! told nothing about right ones either.

use std::collections::HashMap;

use crate::limits;

/// What was counted within the running hour.
#[derive(Clone, Copy, Default)]
struct Count {
    since_ms: i64,
    asked: u32,
    wrong: u32,
}

/// The counts, by link and by address.
#[derive(Default)]
pub struct Tries(HashMap<String, Count>);

const HOUR_MS: i64 = 3_600_000;

impl Tries {
    /// Counts a question of an address; false when it has asked, or been wrong, too often.
    pub fn may_ask(&mut self, address: &str, now_ms: i64) -> bool {
        let count = self.count(&key_of(address), now_ms);
        count.asked = count.asked.saturating_add(1);
        count.asked <= limits::LINK_ASKS_OF_ADDRESS_PER_HOUR_MAX
            && count.wrong < limits::LINK_WRONG_OF_ADDRESS_PER_HOUR_MAX
    }

    /// Counts a wrong secret of an address.
    pub fn wrong(&mut self, address: &str, now_ms: i64) {
        let count = self.count(&key_of(address), now_ms);
        count.wrong = count.wrong.saturating_add(1);
    }

    /// Counts a use of a link, from whatever address; false when it was asked for too often.
    pub fn may_use(&mut self, link: &str, now_ms: i64) -> bool {
        let count = self.count(&format!("link {link}"), now_ms);
        count.asked = count.asked.saturating_add(1);
        count.asked <= limits::LINK_ASKS_PER_HOUR_MAX
    }

    fn count(&mut self, key: &str, now_ms: i64) -> &mut Count {
        let over = |count: &Count| !(0..HOUR_MS).contains(&(now_ms - count.since_ms));
        if self.0.len() >= limits::LINK_ASKERS_MAX && !self.0.contains_key(key) {
            self.0.retain(|_, count| !over(count));
            if self.0.len() >= limits::LINK_ASKERS_MAX {
                // A flood from everywhere: better to count anew than to grow or to shut out all.
                self.0.clear();
            }
        }
        let count = self.0.entry(key.to_owned()).or_default();
        if over(count) {
            *count = Count { since_ms: now_ms, ..Count::default() };
        }
        count
    }
}

/// An IPv6 address counts as its network of 64 bits: a household or an office has a whole one.
fn key_of(address: &str) -> String {
    match address.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V6(six)) => {
            let [a, b, c, d, ..] = six.segments();
            format!("from {a:x}:{b:x}:{c:x}:{d:x}")
        }
        Ok(four) => format!("from {four}"),
        Err(_) => "from elsewhere".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_wrong_ones_silence_an_address_for_an_hour_and_no_other() {
        let mut tries = Tries::default();
        for _ in 0..limits::LINK_WRONG_OF_ADDRESS_PER_HOUR_MAX {
            assert!(tries.may_ask("192.0.2.1", 1_000));
            tries.wrong("192.0.2.1", 1_000);
        }
        assert!(!tries.may_ask("192.0.2.1", 2_000));
        assert!(tries.may_ask("192.0.2.2", 2_000));
        assert!(tries.may_ask("192.0.2.1", 1_000 + HOUR_MS));
    }

    #[test]
    fn a_network_counts_as_one_and_memory_is_bounded() {
        assert_eq!(key_of("2001:db8::1"), key_of("2001:db8:0:0:ffff::9"));
        assert_ne!(key_of("2001:db8::1"), key_of("2001:db8:0:1::1"));
        let mut tries = Tries::default();
        for n in 0..limits::LINK_ASKERS_MAX + 10 {
            tries.may_use(&n.to_string(), 5);
        }
        assert!(tries.0.len() <= limits::LINK_ASKERS_MAX);
    }

    #[test]
    fn a_link_is_asked_for_so_often_in_an_hour() {
        let mut tries = Tries::default();
        let n_max = limits::LINK_ASKS_PER_HOUR_MAX;
        assert!((0..n_max).all(|_| tries.may_use("a", 1)));
        assert!(!tries.may_use("a", 1));
        assert!(tries.may_use("b", 1));
    }
}
