//! Sessions as iCalendar (RFC 5545), for the calendars of delegates. Times are instants in UTC;
//! both languages stand in the summary and the description.

use icalendar::{Calendar, Component, Event, EventLike, EventStatus};

/// One session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Names the event for ever: the item's id and the dialogue's.
    pub uid: String,
    /// Grows with each version.
    pub sequence: u32,
    /// The title in both languages.
    pub summary: String,
    /// What else is to be known.
    pub description: String,
    /// Where.
    pub place: String,
    /// Begin, RFC 3339 in UTC; empty where only the day is known.
    pub starts: String,
    /// End, RFC 3339 in UTC; empty for one hour.
    pub ends: String,
    /// The day, `2020-11-16`.
    pub date: String,
    /// Whether both sides agreed the schedule.
    pub agreed: bool,
}

/// The calendar of these sessions. `made` is the stamp of every event, RFC 3339 in UTC. Entries
/// without a day that can be read are left out.
pub fn calendar(name: &str, made: &str, entries: &[Entry]) -> String {
    let mut calendar = Calendar::new();
    calendar.name(name);
    for entry in entries {
        let mut event = Event::new();
        event.uid(&entry.uid);
        event.add_property("DTSTAMP", compact(made));
        event.summary(&entry.summary);
        event.description(&entry.description);
        event.location(&entry.place);
        event.sequence(entry.sequence);
        let status = if entry.agreed { EventStatus::Confirmed } else { EventStatus::Tentative };
        event.status(status);
        if entry.starts.len() == 20 {
            event.add_property("DTSTART", compact(&entry.starts));
            if entry.ends.len() == 20 {
                event.add_property("DTEND", compact(&entry.ends));
            } else {
                event.add_property("DURATION", "PT1H");
            }
        } else if entry.date.len() == 10 {
            let mut day = icalendar::Property::new("DTSTART", compact(&entry.date));
            day.append_parameter(icalendar::Parameter::new("VALUE", "DATE"));
            event.append_property(day);
        } else {
            continue;
        }
        calendar.push(event.done());
    }
    calendar.to_string()
}

/// `2020-11-16T13:00:00Z` as `20201116T130000Z`.
fn compact(at: &str) -> String {
    at.chars().filter(|c| c.is_ascii_alphanumeric()).collect()
}
