//! The compartment of the two central authorities in the exercise: a few requests in different
//! states, agreed times, calendars. Every code is made up and every version says so (`evidence:
//! exercise`); no request of any real case is here.

use anyhow::Context;
use dialogue::act::{Act, Draft, Function};
use dialogue::content::Content;
use dialogue::id::ItemId;
use dialogue::{Level, item};
use node::Dialogue;

use super::{Pair, Party};

/// One request: who asks, its codes, and the steps of both sides in order.
struct Told {
    by: Party,
    reference: &'static str,
    date: &'static str,
    measure: &'static str,
    offence: &'static str,
    class: &'static str,
    steps: &'static [Step],
}

/// One step: name, day, whether the asking side takes it, and what else it says.
type Step = (&'static str, &'static str, bool, &'static [(&'static str, &'static str)]);

const MANIFEST: &str = "5f4dcc3b5aa765d61d8327deb882cf995f4dcc3b5aa765d61d8327deb882cf99";

const REQUESTS: &[Told] = &[
    Told {
        by: Party::Kw,
        reference: "KW-MLA-2020-0011",
        date: "2020-09-29",
        measure: "bank_records",
        offence: "corruption",
        class: "ordinary",
        steps: &[
            ("sent", "2020-10-01", true, &[]),
            ("acknowledged", "2020-10-06", false, &[("reference", "US-MLA-2020-0204")]),
            ("accepted", "2020-10-28", false, &[]),
            ("in_execution", "2020-11-03", false, &[("expected", "2020-12-15")]),
        ],
    },
    Told {
        by: Party::Kw,
        reference: "KW-MLA-2020-0014",
        date: "2020-11-05",
        measure: "freezing_of_assets",
        offence: "money_laundering",
        class: "urgent",
        steps: &[("sent", "2020-11-05", true, &[])],
    },
    Told {
        by: Party::Kw,
        reference: "KW-MLA-2020-0009",
        date: "2020-09-06",
        measure: "service_of_documents",
        offence: "fraud",
        class: "ordinary",
        steps: &[
            ("sent", "2020-09-07", true, &[]),
            ("acknowledged", "2020-09-10", false, &[("reference", "US-MLA-2020-0201")]),
            ("accepted", "2020-09-22", false, &[]),
            ("in_execution", "2020-09-28", false, &[]),
            ("executed", "2020-10-15", false, &[]),
            (
                "transmitted",
                "2020-10-20",
                false,
                &[
                    ("manifest", MANIFEST),
                    ("purpose", "trial"),
                    ("onward", "with_consent"),
                    ("use_until", "2020-12-10"),
                    ("return_by", "2020-11-10"),
                ],
            ),
        ],
    },
    Told {
        by: Party::Us,
        reference: "US-MLA-2020-0207",
        date: "2020-10-10",
        measure: "production_of_data",
        offence: "cybercrime",
        class: "ordinary",
        steps: &[
            ("sent", "2020-10-12", true, &[]),
            ("acknowledged", "2020-10-15", false, &[("reference", "KW-MLA-2020-0012")]),
        ],
    },
    Told {
        by: Party::Us,
        reference: "US-MLA-2020-0210",
        date: "2020-10-25",
        measure: "taking_evidence",
        offence: "drugs",
        class: "complex",
        steps: &[
            ("sent", "2020-10-25", true, &[]),
            ("acknowledged", "2020-10-29", false, &[("reference", "KW-MLA-2020-0013")]),
            ("more_information", "2020-11-02", false, &[("defect", "link_to_measure")]),
        ],
    },
    Told {
        by: Party::Us,
        reference: "US-MLA-2020-0198",
        date: "2020-08-30",
        measure: "bank_records",
        offence: "smuggling",
        class: "ordinary",
        steps: &[
            ("sent", "2020-09-01", true, &[]),
            ("acknowledged", "2020-09-07", false, &[("reference", "KW-MLA-2020-0008")]),
            ("refused", "2020-09-29", false, &[("ground", "ne_bis_in_idem")]),
        ],
    },
    Told {
        by: Party::Kw,
        reference: "KW-MLA-2020-0015",
        date: "2020-11-15",
        measure: "video_link",
        offence: "trafficking_in_persons",
        class: "complex",
        steps: &[],
    },
];

/// Fills the compartment of both nodes.
pub async fn prepare(pair: &Pair) -> anyhow::Result<()> {
    pair.at("2020-11-15T07:00:00Z")?;
    let mut ids: Vec<Option<ItemId>> = vec![None; REQUESTS.len()];
    for party in Party::BOTH {
        let mut acts = vec![calendar(party)?];
        let ours: Vec<usize> = (0..REQUESTS.len()).filter(|at| REQUESTS[*at].by == party).collect();
        for at in &ours {
            acts.push(put("assistance_request", request(&REQUESTS[*at]))?);
        }
        let done = perform(pair, party, acts).await?;
        for (at, id) in ours.into_iter().zip(done.into_iter().skip(1)) {
            ids[at] = id;
        }
    }
    levels(pair).await?;
    // The same step of all requests at once: each side waits for the other as rarely as may be.
    let longest = REQUESTS.iter().map(|told| told.steps.len()).max().unwrap_or(0);
    for nth in 0..longest {
        level(pair).await?;
        for party in Party::BOTH {
            let mut acts = Vec::new();
            for (told, id) in REQUESTS.iter().zip(&ids) {
                let Some((name, date, asking, more)) = told.steps.get(nth) else { continue };
                let by = if *asking { told.by } else { told.by.other() };
                if by == party {
                    let id = id.as_ref().context("a request has no id")?;
                    acts.push(put("assistance_step", step(id, name, date, more))?);
                }
            }
            if !acts.is_empty() {
                perform(pair, party, acts).await?;
            }
        }
    }
    level(pair).await
}

fn put(type_name: &str, content: Content) -> anyhow::Result<Act> {
    let item_type = item::get(type_name).context("a known type")?;
    Ok(Act::Put(Draft::new(item_type, content.with("evidence", "exercise"))))
}

fn request(told: &Told) -> Content {
    let mut content = Content::new()
        .with("reference", told.reference)
        .with("date", told.date)
        .with("requested", told.by.other().code())
        .with("basis", "uncac")
        .with("measure", told.measure)
        .with("offence", told.offence)
        .with("class", told.class)
        .with("language", "ar_en")
        .with("requesting_office", "public_prosecution")
        .with("requested_office", "central_authority")
        .with("channel", "central_authorities")
        .with("items", 3);
    content.set_strings("enclosed", ["facts", "provisions_of_law", "certificate", "court_order"]);
    if told.class == "urgent" {
        content.set_text("urgency", "flight_of_assets");
    }
    content
}

fn step(request: &ItemId, name: &str, date: &str, more: &[(&str, &str)]) -> Content {
    let mut content = Content::new()
        .with("request", request)
        .with("step", name)
        .with("date", date)
        .with("office", "central_authority");
    for (field, value) in more {
        content.set_text(field, value);
    }
    if name == "transmitted" {
        content = content.with("items", 4);
    }
    if name == "refused" {
        for duty in ["consulted", "conditions_considered", "reasons_given"] {
            content.set(duty, dialogue::Value::Bool(true));
        }
    }
    content
}

fn calendar(party: Party) -> anyhow::Result<Act> {
    let mut content = Content::new();
    let (weekend, off) = match party {
        Party::Kw => (["fri", "sat"], "2020-10-29"),
        Party::Us => (["sat", "sun"], "2020-11-26"),
    };
    content.set_strings("weekend", weekend);
    let row = [("from".to_owned(), dialogue::Value::from(off))];
    content.set_rows("holidays", vec![row.into_iter().collect()]);
    put("authority_calendar", content)
}

/// Times for urgent requests: Kuwait proposes, the United States agrees.
async fn levels(pair: &Pair) -> anyhow::Result<()> {
    let content = Content::new()
        .with("class", "urgent")
        .with("acknowledge_days", 3)
        .with("decide_days", 10)
        .with("extend_days", 5)
        .with("carry_out_days", 30);
    let done = perform(pair, Party::Kw, vec![put("service_level", content)?]).await?;
    let id = done.into_iter().next().flatten().context("the level has no id")?;
    level(pair).await?;
    let to = {
        let compartment = of(pair, Party::Us)?;
        let record = compartment.read();
        let item = record.item(&id).context("the level is not there")?;
        item.position(&Party::Kw.id()).context("nobody holds the level")?.id
    };
    perform(pair, Party::Us, vec![Act::Consent { item: id, to, level: Level::Text }]).await?;
    Ok(())
}

fn of(pair: &Pair, party: Party) -> anyhow::Result<Dialogue> {
    pair.side(party).compartment.clone().context("the demo has no compartment")
}

async fn perform(pair: &Pair, party: Party, acts: Vec<Act>) -> anyhow::Result<Vec<Option<ItemId>>> {
    let officer = pair.side(party).officer(Function::CentralAuthority);
    let done = of(pair, party)?.perform_all(&officer, acts).await?;
    Ok(done.into_iter().map(|done| done.item).collect())
}

/// Waits until both nodes have folded the same of both logs.
async fn level(pair: &Pair) -> anyhow::Result<()> {
    let (kw, us) = (of(pair, Party::Kw)?, of(pair, Party::Us)?);
    let folded = |dialogue: &Dialogue| {
        let record = dialogue.read();
        Party::BOTH.map(|party| record.joint().folded(&party.id()))
    };
    pair.wait(|| folded(&kw) == folded(&us), "the central authorities are not level").await
}
