//! Live changes: one stream (Server-Sent Events) per open page that says which items changed.
//! The page then asks for itself again and swaps the parts marked `data-live`; no contents go
//! through the stream. A stream ends when its sign-in session does.

use std::convert::Infallible;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::extract::Path;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use node::{Change, Dialogue};
use tokio::time::{Instant, MissedTickBehavior};
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;
use tokio_stream::wrappers::{BroadcastStream, IntervalStream};
use tokio_stream::{Stream, StreamExt};

use crate::app::App;
use crate::guard::{Routes, Signed};
use crate::limits;
use crate::shell::Problem;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/{lang}/d/{did}/live", live)
}

async fn live(signed: Signed, Path((_, did)): Path<(String, String)>) -> Result<Response, Problem> {
    let dialogue = signed.dialogue(&did)?;
    let place = StreamPlace::take(&signed.app).ok_or(Problem::TooMany)?;
    let stream = events(signed, &dialogue, place);
    let keep = KeepAlive::new().interval(limits::LIVE_KEEP_ALIVE);
    Ok(Sse::new(stream).keep_alive(keep).into_response())
}

/// What the stream waits for.
enum Tick {
    Changed(Change),
    /// Some changes were missed: the page must look at everything.
    Missed,
    /// Time to look whether the session still holds.
    Check,
}

fn events(
    signed: Signed,
    dialogue: &Dialogue,
    place: StreamPlace,
) -> impl Stream<Item = Result<Event, Infallible>> + Send + 'static {
    let changes = BroadcastStream::new(dialogue.watch()).map(|change| match change {
        Ok(change) => Tick::Changed(change),
        Err(BroadcastStreamRecvError::Lagged(_)) => Tick::Missed,
    });
    let dialogue = dialogue.clone();
    let hello = hello(dialogue.revision());
    let told = changes
        .merge(checks(limits::LIVE_RECHECK))
        .take_while(move |tick| !matches!(tick, Tick::Check) || holds(&signed))
        .filter_map(move |tick| {
            let _place = &place;
            match tick {
                Tick::Changed(change) => Some(Ok(changed(&change))),
                Tick::Missed => Some(Ok(event(dialogue.revision(), "*"))),
                Tick::Check => None,
            }
        });
    tokio_stream::once(Ok(hello)).chain(told)
}

fn checks(every: Duration) -> impl Stream<Item = Tick> + Send + 'static {
    let mut interval = tokio::time::interval_at(Instant::now() + every, every);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    IntervalStream::new(interval).map(|_| Tick::Check)
}

fn holds(signed: &Signed) -> bool {
    signed.app.node().accounts().still_holds(&signed.token)
}

/// The first event: a page rendered before this revision asks for itself again.
fn hello(revision: u64) -> Event {
    Event::default().event("hello").data(revision.to_string())
}

fn changed(change: &Change) -> Event {
    if change.items.len() > limits::LIVE_ITEMS_MAX {
        return event(change.revision, "*");
    }
    let ids: Vec<&str> = change.items.iter().map(|item| item.as_str()).collect();
    event(change.revision, &ids.join(" "))
}

/// `data:` is the revision, a line, then the ids of the items, or `*` for any.
fn event(revision: u64, items: &str) -> Event {
    Event::default().event("change").data(format!("{revision}\n{items}"))
}

/// One of the streams that may be open at once; given back when dropped.
struct StreamPlace(App);

impl StreamPlace {
    fn take(app: &App) -> Option<StreamPlace> {
        let before = app.live_streams().fetch_add(1, Ordering::AcqRel);
        let place = StreamPlace(app.clone());
        (before < limits::LIVE_STREAMS_MAX).then_some(place)
    }
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        self.0.live_streams().fetch_sub(1, Ordering::AcqRel);
    }
}
