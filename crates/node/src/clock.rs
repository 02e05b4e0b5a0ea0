//! The node's two clocks. The domain clock dates what officers do and may be shifted (the demo
//! lives on 16 November 2020); the real clock serves security (cookies, TLS, receipts) and
//! cannot be shifted. Nothing in the record is ever decided by either.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// The domain clock: the real clock plus a shift in seconds.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    shift_seconds: Arc<AtomicI64>,
}

impl Clock {
    /// A clock that shows real time.
    pub fn real_time() -> Clock {
        Clock::default()
    }

    /// A clock that shows `start` now and runs on from there.
    pub fn starting_at(start: Timestamp) -> Clock {
        let clock = Clock::default();
        clock.set(start);
        clock
    }

    /// The domain time.
    pub fn now(&self) -> Timestamp {
        let shift = self.shift_seconds.load(Ordering::Relaxed);
        let now = Timestamp::now();
        now.checked_add(jiff::SignedDuration::from_secs(shift)).unwrap_or(now)
    }

    /// The latest calendar day that it is anywhere on earth (UTC+14), `2020-11-16`: no officer of
    /// any party is ahead of it.
    pub fn latest_day(&self) -> String {
        let ahead = self.now().checked_add(jiff::SignedDuration::from_hours(14));
        ahead.unwrap_or(self.now()).strftime("%Y-%m-%d").to_string()
    }

    /// The real time, for security.
    pub fn real(&self) -> Timestamp {
        Timestamp::now()
    }

    /// Moves the domain clock to `now`; it runs on from there.
    pub fn set(&self, now: Timestamp) {
        let shift = now.as_second() - Timestamp::now().as_second();
        self.shift_seconds.store(shift, Ordering::Relaxed);
    }

    /// Whether the domain clock is shifted by more than a minute.
    pub fn is_shifted(&self) -> bool {
        self.shift_seconds.load(Ordering::Relaxed).abs() > 60
    }

    /// The domain time as entries carry it: RFC 3339, UTC, whole seconds.
    pub fn stamp(&self) -> String {
        let now = self.now();
        let whole = Timestamp::from_second(now.as_second()).unwrap_or(now);
        whole.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shifted_clock_runs_on_and_stamps_whole_seconds() {
        let start: Timestamp = "2020-11-16T05:00:00Z".parse().expect("a timestamp");
        let clock = Clock::starting_at(start);
        assert!(clock.is_shifted());
        assert!(clock.stamp().starts_with("2020-11-16T05:00:0"));
        assert_eq!(clock.stamp().len(), "2020-11-16T05:00:00Z".len());
        assert!(!Clock::real_time().is_shifted());
    }
}
