//! The compartment of the two central authorities in the world of the tests.

use std::path::PathBuf;

use dialogue::Level;
use dialogue::act::{Act, Actor, Draft, Function};
use dialogue::content::Content;
use dialogue::id::{ItemId, PartyId};
use dialogue::item;
use node::Dialogue;

use super::{MLA, World};

impl World {
    /// The compartment on a party's node.
    pub fn compartment(&self, party: &str) -> Dialogue {
        self.nodes[party].any_dialogue(MLA).expect("the compartment")
    }

    /// The folder of a party's node.
    pub fn folder(&self, party: &str) -> PathBuf {
        self._folder.path().join(party)
    }

    /// Does an act of a central authority in the compartment; it reaches the other node.
    pub async fn authority(&self, party: &str, act: Act) -> Option<ItemId> {
        let actor = Actor {
            party: PartyId::parse(party).expect("a party"),
            function: Function::CentralAuthority,
            account: "authority".to_owned(),
        };
        let done = self.compartment(party).perform(&actor, act).await;
        let item = done.unwrap_or_else(|error| panic!("{error}")).item;
        self.meet_in(MLA).await;
        item
    }

    /// Puts an item of the compartment under a name.
    pub async fn put_in_compartment(
        &mut self,
        party: &str,
        name: &str,
        type_name: &str,
        content: Content,
    ) {
        let draft = Draft::new(item::get(type_name).expect("a type"), content);
        let id = self.authority(party, Act::Put(draft)).await.expect("a new item has an id");
        self.names.push((name.to_owned(), id.to_string()));
    }
}

/// A request of each side in the compartment, codes only, and agreed figures.
pub async fn assistance(world: &mut World) {
    let request = |party: &str, other: &str, number: &str| {
        Content::new()
            .with("reference", format!("{party}-MLA-2020-{number}").as_str())
            .with("date", "2020-10-05")
            .with("requested", other)
            .with("basis", "uncac")
            .with("measure", "bank_records")
            .with("offence", "corruption")
            .with("class", "ordinary")
            .with("language", "ar_en")
            .with("requesting_office", "public_prosecution")
            .with("requested_office", "central_authority")
            .with("channel", "central_authorities")
    };
    let step = |world: &World, of: &str, step: &str, date: &str| {
        Content::new()
            .with("request", world.id(of).as_str())
            .with("step", step)
            .with("date", date)
            .with("office", "central_authority")
    };
    world
        .put_in_compartment("KW", "assist", "assistance_request", request("KW", "US", "7731"))
        .await;
    world
        .put_in_compartment("US", "assist-us", "assistance_request", request("US", "KW", "8842"))
        .await;
    let sent = step(world, "assist", "sent", "2020-10-06");
    world.put_in_compartment("KW", "assist-sent", "assistance_step", sent).await;
    let acknowledged =
        step(world, "assist", "acknowledged", "2020-10-08").with("reference", "US-MLA-2020-5519");
    world.put_in_compartment("US", "assist-acknowledged", "assistance_step", acknowledged).await;
    let figures = Content::new()
        .with("year", 2020)
        .with("half", "first")
        .with("opened", 12)
        .with("closed", 3)
        .with("pending", 9)
        .with("returned", 1);
    world.put_in_compartment("KW", "assist-figures", "assistance_aggregate", figures).await;
    let id = ItemId::parse(&world.id("assist-figures")).expect("an id");
    let to = {
        let compartment = world.compartment("US");
        let record = compartment.read();
        let item = record.item(&id).expect("the figures");
        item.position(&PartyId::parse("KW").expect("a party")).expect("their version").id
    };
    world.authority("US", Act::Consent { item: id, to, level: Level::Text }).await;
}
