//! Takes the pictures of the README from a fresh demo: `cargo run -p e2e --bin screens -- FOLDER`.
//! With `--all` also every main page wide and narrow, in both languages, to be looked at.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use e2e::{Browser, Demo, Driver};
use fantoccini::Locator;

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let all = arguments.iter().any(|one| one == "--all");
    arguments.retain(|one| one != "--all");
    let to = PathBuf::from(arguments.first().context("name the folder for the pictures")?);
    std::fs::create_dir_all(&to)?;
    let folder = tempfile::tempdir()?;
    let demo = Demo::start(folder.path()).await?;
    let driver = Driver::start().await?;
    for lang in ["en", "ar"] {
        let browser = driver.browser(1280, 1150, true).await?;
        let pages = enter_and_find(&browser, &demo, lang).await?;
        for (name, url) in &pages {
            browser.go(url).await?;
            browser.shot(&to.join(format!("{name}.{lang}.png"))).await?;
        }
        browser.close().await?;
        if all {
            narrow(&driver, &demo, lang, &pages, &to).await?;
        }
    }
    demo.kill().await
}

async fn narrow(
    driver: &Driver,
    demo: &Demo,
    lang: &str,
    pages: &[(&'static str, String)],
    to: &Path,
) -> Result<()> {
    let browser = driver.browser(500, 1400, true).await?;
    enter_and_find(&browser, demo, lang).await?;
    for (name, url) in pages {
        browser.go(url).await?;
        browser.shot(&to.join(format!("{name}.narrow.{lang}.png"))).await?;
    }
    browser.close().await
}

/// Enters as Kuwait's desk officer and finds the pages by following links.
async fn enter_and_find(
    browser: &Browser,
    demo: &Demo,
    lang: &str,
) -> Result<Vec<(&'static str, String)>> {
    let base = format!("{}/{lang}", demo.kw);
    browser.go(&format!("{base}/enter")).await?;
    browser.click("button[name=function][value=desk_officer]").await?;
    browser.wait(".main-nav").await?;
    let dialogue = format!("{base}/d/kwus-2016");
    let mut pages = vec![("desk", format!("{base}/")), ("dialogue", dialogue.clone())];
    browser.go(&dialogue).await?;
    let first = async |css: &str| -> Result<String> {
        let link = browser.wait(css).await?;
        let href = link.attr("href").await?.context("a link without an address")?;
        Ok(format!("{}{href}", demo.kw))
    };
    let round = last_link(browser, "main a[href*='/rounds/']").await?;
    let group = first("main a[href*='/groups/']").await?;
    pages.push(("round", format!("{}{round}", demo.kw)));
    pages.push(("group", group));
    let word = if lang == "ar" {
        "مجموعة التعاون الأمني، الجولة"
    } else {
        "Security cooperation group, round"
    };
    browser
        .go(&format!("{base}/find?q={}", if lang == "ar" { "الأمني" } else { "Security" }))
        .await?;
    pages.push(("find", browser.client.current_url().await?.to_string()));
    browser.go(&pages[2].1).await?;
    let link =
        browser.client.find(Locator::XPath(&format!("//main//a[contains(., '{word}')]"))).await?;
    let session = link.attr("href").await?.context("no address")?;
    let session = format!("{}{session}", demo.kw);
    browser.go(&session).await?;
    let item = first("#agenda .agenda-title a").await?;
    pages.push(("session", session));
    pages.push(("item", item));
    browser.go(&format!("{dialogue}/reports/new?sample=yes")).await?;
    browser.click(".key button.btn").await?;
    browser.wait("fieldset.claim").await?;
    pages.push(("report", browser.client.current_url().await?.to_string()));
    pages.push(("reports", format!("{dialogue}/reports")));
    pages.push(("duplicates", format!("{dialogue}/people/duplicates")));
    let asked = if lang == "ar" { "%D9%85%D9%83%D8%A7%D9%81%D8%AD%D9%87" } else { "Sabeeh" };
    pages.push(("search", format!("{base}/search?q={asked}")));
    for (name, path) in [
        ("exchange", "exchange"),
        ("people", "people"),
        ("institutions", "institutions"),
        ("discrepancies", "discrepancies"),
        ("commitments", "commitments"),
    ] {
        pages.push((name, format!("{dialogue}/{path}")));
    }
    Ok(pages)
}

/// The last link that matches: the newest round.
async fn last_link(browser: &Browser, css: &str) -> Result<String> {
    let links = browser.client.find_all(Locator::Css(css)).await?;
    let link = links.last().context("no link")?;
    link.attr("href").await?.context("a link without an address")
}
