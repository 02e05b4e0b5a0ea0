//! The story of a follow-up: Kuwait, in Arabic, opens round 5 from round 4; Washington, in English,
//! has said of one commitment that it is done; both answer every open commitment, and what was
//! claimed is accepted. Everything is done through the pages, in fewer than ten clicks a side.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use e2e::{Browser, Demo, Driver};
use fantoccini::Locator;

/// How long an act may take from one node to the other.
const PATIENCE: Duration = Duration::from_secs(20);

async fn enter(driver: &Driver, url: &str, lang: &str) -> Result<Browser> {
    let browser = driver.browser(1280, 1400, true).await?;
    browser.go(&format!("{url}/{lang}/enter")).await?;
    browser.click("button[name=function][value=desk_officer]").await?;
    browser.wait(".main-nav").await?;
    Ok(browser)
}

/// Loads the page until it shows what was done on the other side.
async fn arrives(browser: &Browser, css: &str) -> Result<()> {
    let start = Instant::now();
    while browser.client.find(Locator::Css(css)).await.is_err() {
        ensure!(start.elapsed() < PATIENCE, "{css} never arrives");
        tokio::time::sleep(Duration::from_millis(200)).await;
        browser.client.refresh().await?;
    }
    Ok(())
}

/// Chooses an option by its value.
async fn choose(browser: &Browser, css: &str, value: &str) -> Result<()> {
    browser.wait(css).await?.select_by_value(value).await?;
    Ok(())
}

/// The address of the fourth round, from the page of the dialogue's rounds.
async fn fourth_round(browser: &Browser, base: &str, lang: &str, name: &str) -> Result<String> {
    browser.go(&format!("{base}/{lang}/")).await?;
    browser.click(".main-nav li:nth-child(2) a, .main-nav a:nth-of-type(2)").await?;
    let links = browser.client.find_all(Locator::Css("main a[href*='/rounds/']")).await?;
    for link in links {
        if link.text().await?.contains(name) {
            let href = link.attr("href").await?.unwrap_or_default();
            return Ok(format!("{base}{href}"));
        }
    }
    anyhow::bail!("no link to {name}")
}

#[tokio::test(flavor = "multi_thread")]
async fn round_five_answers_every_commitment_that_was_open() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let demo = Demo::start(&folder.path().join("nodes")).await?;
    let driver = Driver::start().await?;
    let (kuwait, washington) =
        (enter(&driver, &demo.kw, "ar").await?, enter(&driver, &demo.us, "en").await?);

    let fourth = fourth_round(&kuwait, &demo.kw, "ar", "الرابعة").await?;
    kuwait.go(&fourth).await?;
    kuwait.clicks();
    kuwait.click("#follow-up a[href$='/next']").await?;
    kuwait.fill("#op-from", "2021-11-22").await?;
    kuwait.fill("#op-to", "2021-11-24").await?;
    kuwait.click("main form .btn").await?;
    kuwait.sees("h1", "الجولة الخامسة").await?;
    kuwait.sees("#calendar", "مجموعة عمل التعاون الأمني").await?;
    kuwait.click("#follow-up a[href$='/answers']").await?;
    kuwait.sees("#answers-list", "منجز بإعلان هذا الجانب").await?;
    let clicks = kuwait.clicks();
    ensure!(clicks < 10, "{clicks} clicks until the list of the new round");

    by_one_time_link(&driver, &kuwait, &demo.kw).await?;

    // Kuwait accepts what is claimed done; all the rest continues.
    let here = kuwait.client.current_url().await?;
    let rows = kuwait.client.find_all(Locator::Css("#answers-list tbody tr")).await?;
    let n_rows = rows.len();
    ensure!(n_rows > 40, "only {n_rows} commitments are carried");
    let mut accepted = String::new();
    for row in rows {
        if row.text().await?.contains("منجز بإعلان هذا الجانب") {
            row.find(Locator::Css("select")).await?.select_by_value("done").await?;
            accepted = row.attr("data-item").await?.unwrap_or_default();
        }
    }
    ensure!(!accepted.is_empty(), "nothing is claimed done");
    choose(&kuwait, "#rest", "continues").await?;
    kuwait.clicks();
    kuwait.click(".answers-bulk button").await?;
    kuwait.wait("#answers-list").await?;
    let clicks = kuwait.clicks();
    ensure!(clicks < 10, "{clicks} clicks until every commitment was answered");

    let there = here.path().replacen("/ar/", "/en/", 1);
    washington.go(&format!("{}{there}", demo.us)).await?;
    arrives(&washington, "main a.btn[href*='/agree?under=']").await?;
    washington.click("main a.btn[href*='/agree?under=']").await?;
    washington.wait(".consent-item").await?;
    washington.click("main form .btn").await?;
    washington.sees("#progress", "Every open commitment has its answer").await?;

    kuwait
        .go(&format!("{}/ar{}/commitments/{accepted}", demo.kw, dialogue_of(here.path())))
        .await?;
    arrives(&kuwait, ".del-agreed .said-kept").await?;
    kuwait.sees(".del-agreed", "منجز ومقبول").await?;
    kuwait.sees("#life", "الجولة الخامسة: أُنجز").await?;
    for browser in [kuwait, washington] {
        browser.close().await?;
    }
    demo.kill().await
}

/// A line agency without an account reports on a phone; the desk officer confirms it with a click.
/// Leaves the officer on the page where he was.
async fn by_one_time_link(driver: &Driver, officer: &Browser, base: &str) -> Result<()> {
    let list = officer.client.current_url().await?;
    officer.click("#answers-list tbody th a").await?;
    let commitment = officer.client.current_url().await?;
    officer.click("#updates a.btn").await?;
    officer.fill("#f-post-ar", "مدير إدارة التعاون").await?;
    officer.fill("#f-post-en", "Director of cooperation").await?;
    officer.click("button[value=link]").await?;
    let link = officer.text(".made-links section:first-of-type .secret").await?;
    let (_, path) = link.trim().split_once("/ar/u/").unwrap_or(("", link.trim()));

    let phone = driver.browser(390, 844, false).await?;
    phone.go(&format!("{base}/ar/u/{path}")).await?;
    phone.click("label.status-choice:has(input[value=in_progress])").await?;
    phone.fill("textarea[lang=ar]", "عُقد اجتماعان مع الجهة النظيرة.").await?;
    phone.click("main form .btn").await?;
    phone.sees("main", "وصلت إفادتك").await?;
    phone.go(&format!("{base}/ar/u/{path}")).await?;
    ensure!(phone.client.find(Locator::Css("textarea")).await.is_err(), "a link opens once only");
    phone.close().await?;

    officer.go(commitment.as_str()).await?;
    officer.click("#updates a.btn.strong").await?;
    officer.sees("main", "عُقد اجتماعان مع الجهة النظيرة.").await?;
    officer.click("button[value=confirm]").await?;
    officer.gone("button[value=confirm]").await?;
    officer.go(commitment.as_str()).await?;
    officer.sees("#statuses", "عُقد اجتماعان مع الجهة النظيرة.").await?;
    officer.sees("#statuses", "رابط لمرة واحدة").await?;
    officer.go(list.as_str()).await
}

/// `/d/kwus-2016` of an address in a dialogue.
fn dialogue_of(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').skip(2).take(2).collect();
    format!("/{}", parts.join("/"))
}
