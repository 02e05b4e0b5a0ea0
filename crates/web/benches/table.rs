//! The page of a joint text of 500 provisions, a tenth of them in brackets: server time of the
//! whole text rendered anew, of what is open, of the closing, and of a kept page (goal: opening it
//! takes less than 100 ms). Each figure is a median. Run: `cargo bench -p web --bench table`.

#[path = "../tests/areas/world.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod world;

use std::time::Instant;

use dialogue::act::{Act, Draft, Function};
use dialogue::content::Content;
use dialogue::item;
use world::World;

const PROVISIONS: usize = 500;
const ROUNDS: usize = 21;
const GOAL_MILLISECONDS: f64 = 100.0;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(run());
}

async fn run() {
    let mut world = World::furnished().await;
    let text = fill(&mut world).await;
    let cookie = world.enter("KW", Function::CoChair);
    let path = format!("/texts/{text}");
    let mut figures: [Vec<f64>; 4] = Default::default();
    let mut bytes = 0;
    for round in 0..ROUNDS {
        let asked = [
            format!("{path}?anew={round}"),
            format!("{path}?show=open&anew={round}"),
            format!("{path}/closing?anew={round}"),
            path.clone(),
        ];
        for (figure, path) in figures.iter_mut().zip(asked) {
            let start = Instant::now();
            let answer = world.page(&cookie, "ar", &path).await;
            figure.push(start.elapsed().as_secs_f64() * 1_000.0);
            assert!(answer.status.is_success(), "{path}");
            bytes = answer.body.len().max(bytes);
        }
    }
    println!("{PROVISIONS} provisions, {} kB for the whole text", bytes / 1_024);
    println!("{:<28}{:>10}{:>10}{:>10}", "", "median ms", "min", "max");
    let names = ["whole text, rendered", "what is open, rendered", "closing, rendered", "kept"];
    let mut whole = 0.0;
    for (name, mut figure) in names.into_iter().zip(figures) {
        figure.sort_by(f64::total_cmp);
        let median = figure[figure.len() / 2];
        whole = if name == names[0] { median } else { whole };
        println!("{name:<28}{median:>10.2}{:>10.2}{:>10.2}", figure[0], figure[figure.len() - 1]);
    }
    let met = if whole < GOAL_MILLISECONDS { "kept" } else { "missed" };
    println!("goal {GOAL_MILLISECONDS} ms, reached {whole:.1}: {met}");
}

/// A text as long as an agreement with its annexes: articles with paragraphs and lists.
async fn fill(world: &mut World) -> String {
    let content = Content::new()
        .with("kind", "memorandum")
        .with("mode", "line_by_line")
        .with("title_ar", "مذكرة تفاهم")
        .with("title_en", "Memorandum");
    world.put("KW", "text", "joint_text", content).await;
    let text = world.id("text");
    let kind = item::get("provision").expect("a type");
    let mut article = None;
    for n in 0..PROVISIONS {
        let role = match n % 10 {
            0 => "article",
            4 => "chapeau",
            5..=7 => "item",
            _ => "paragraph",
        };
        let (ar, en) = match n % 10 {
            1 => (
                format!("يعتزم الجانبان [KW: عقد {n} اجتماعا][US: اللقاء] في السنة، بحسب الحاجة."),
                format!("The two sides intend to [KW: hold {n} meetings][US: meet] in a year."),
            ),
            _ => (
                format!("نظر الجانبان في النقطة {n} من عملهما المشترك منذ الجولة السابقة، وأكدا."),
                format!("The two sides considered point {n} of their joint work since the round."),
            ),
        };
        let mut content = Content::new()
            .with("text", text.as_str())
            .with("role", role)
            .with("ar", ar.as_str())
            .with("en", en.as_str());
        if let Some(article) = article.as_ref().filter(|_| role != "article") {
            content = content.with("under", article);
        }
        let draft = Draft { pos: Some((n as u64 + 1) << 20), ..Draft::new(kind, content) };
        let id = world.act("KW", Act::Put(draft)).await;
        if role == "article" {
            article = id;
        }
    }
    world.meet().await;
    text
}
