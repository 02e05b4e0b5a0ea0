//! The XML of a packed file, event by event, within the limits: bounded depth and count, no
//! document type, no entities but the five that XML knows and numbers.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::Context;
use crate::document::Kind;
use crate::refusal::{Excess, Refusal};

use super::package::shown;

/// What takes the events of a part.
pub trait Sink {
    /// An element begins. Its name comes without the prefix.
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Refusal>;
    /// An element ends.
    fn end(&mut self, name: &str) -> Result<(), Refusal>;
    /// Text, references resolved.
    fn text(&mut self, text: &str) -> Result<(), Refusal>;
}

/// Events that may still be read.
pub struct Budget(pub usize);

/// Reads a part.
pub fn read(
    part: &str,
    xml: &str,
    ctx: &Context<'_>,
    budget: &mut Budget,
    sink: &mut impl Sink,
) -> Result<(), Refusal> {
    let broken = || ctx.broken(Kind::Docx, &shown(part));
    let mut reader = Reader::from_str(xml);
    let mut depth = 0usize;
    loop {
        if budget.0 == 0 {
            let max = ctx.limits.xml_event_count_max;
            return Err(ctx.too_much(Excess::Events, max + 1, max));
        }
        budget.0 -= 1;
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(element) => {
                depth += 1;
                if depth > ctx.limits.xml_depth_max {
                    return Err(ctx.too_much(Excess::Depth, depth, ctx.limits.xml_depth_max));
                }
                let name = element.local_name();
                sink.start(name.into_inner(), &element)?;
            }
            Event::Empty(element) => {
                let name = element.local_name();
                sink.start(name.into_inner(), &element)?;
                sink.end(name.into_inner())?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                sink.end(element.local_name().into_inner())?;
            }
            Event::Text(text) => sink.text(&text.xml10_content())?,
            Event::CData(text) => sink.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => {
                let text = match reference.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    Ok(None) => {
                        let name = reference.xml10_content();
                        let text = quick_xml::escape::resolve_predefined_entity(&name);
                        text.ok_or_else(broken)?.to_owned()
                    }
                    Err(_) => return Err(broken()),
                };
                sink.text(&text)?;
            }
            Event::DocType(_) => {
                let entry = shown(part);
                return Err(Refusal::DocumentType { name: ctx.name.clone(), entry });
            }
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(broken()),
        }
    }
}

/// The value of an attribute with references resolved, by its name without the prefix; empty when
/// it is absent or holds a reference that XML does not know.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    let raw = value(element, name);
    match raw.contains('&') {
        true => quick_xml::escape::unescape(&raw).map(|text| text.into_owned()).unwrap_or_default(),
        false => raw,
    }
}

/// The value of an attribute, by its name without the prefix; empty when it is absent.
pub fn value(element: &BytesStart<'_>, name: &str) -> String {
    for attribute in element.attributes().with_checks(false).take(64).flatten() {
        if attribute.key.local_name().into_inner() == name {
            return attribute.value.into_owned();
        }
    }
    String::new()
}
