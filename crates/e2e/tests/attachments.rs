//! The story of a paper beside an item: Kuwait, in Arabic, attaches it to a session; Washington, in
//! English, sees it arrive and saves the same bytes. Everything is done through the pages.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Demo, Driver};
use fantoccini::Locator;

/// How long the paper may take from one node to the other.
const PATIENCE: Duration = Duration::from_secs(20);

async fn enter(driver: &Driver, url: &str, lang: &str) -> Result<Browser> {
    let browser = driver.browser(1280, 1400, true).await?;
    browser.go(&format!("{url}/{lang}/enter")).await?;
    browser.click("button[name=function][value=desk_officer]").await?;
    browser.wait(".main-nav").await?;
    Ok(browser)
}

/// A paper of two and a half MiB, no byte like the one before.
fn paper() -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut state = 2_020_u64;
    while bytes.len() < 5 * 512 * 1_024 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        bytes.extend(state.to_le_bytes());
    }
    bytes
}

/// Fetches an address as the page itself would, with its session.
async fn fetched(browser: &Browser, href: &str) -> Result<(u64, u64)> {
    let script = "const [href, done] = arguments; fetch(href).then((r) => r.arrayBuffer()).then(\
        (all) => { const b = new Uint8Array(all); let h = 7; \
        for (const x of b) h = (h * 31 + x) % 1000000007; done([b.length, h]); });";
    let args = vec![serde_json::Value::from(href)];
    let value = browser.client.execute_async(script, args).await?;
    let number = |at: usize| value[at].as_u64().context("a number");
    Ok((number(0)?, number(1)?))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_attached_in_kuwait_is_saved_in_washington() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let demo = Demo::start(&folder.path().join("nodes")).await?;
    let driver = Driver::start().await?;
    let (kuwait, washington) =
        (enter(&driver, &demo.kw, "ar").await?, enter(&driver, &demo.us, "en").await?);

    kuwait.click(".main-nav a[href$='/commitments']").await?;
    kuwait.click(".list tbody th a, .lines a").await?;
    kuwait.wait("#attachments").await?;
    let here = kuwait.client.current_url().await?;
    let item = here.path().rsplit('/').next().unwrap_or_default().to_owned();
    let file = folder.path().join("وثائق التفويض.pdf");
    std::fs::write(&file, paper())?;
    kuwait.click("#attachments > details > summary").await?;
    let input = kuwait.wait("#at-file").await?;
    input.send_keys(&file.display().to_string()).await?;
    kuwait.fill("#at-ar", "وثائق تفويض رئيس الوفد").await?;
    kuwait.fill("#at-en", "Full powers of the head of delegation").await?;
    kuwait.click("#attachments form button").await?;
    kuwait.sees("#attachments table", "وثائق تفويض رئيس الوفد").await?;
    kuwait.sees("#attachments table", "موجود هنا").await?;

    washington.go(&format!("{}{}", demo.us, here.path().replacen("/ar/", "/en/", 1))).await?;
    let start = Instant::now();
    while washington.client.find(Locator::Css("#attachments a[download]")).await.is_err() {
        ensure!(start.elapsed() < PATIENCE, "the paper never arrives");
        tokio::time::sleep(Duration::from_millis(200)).await;
        washington.client.refresh().await?;
    }
    washington.sees("#attachments table", "Full powers of the head of delegation").await?;
    let link = washington.wait("#attachments a[download]").await?;
    let href = link.attr("href").await?.context("an address")?;
    ensure!(!href.contains(&item), "the file is an item of its own");
    let wanted = paper();
    let sum = wanted.iter().fold(7_u64, |h, byte| (h * 31 + u64::from(*byte)) % 1_000_000_007);
    ensure!(fetched(&washington, &href).await? == (wanted.len() as u64, sum), "the same bytes");
    for browser in [kuwait, washington] {
        browser.close().await?;
    }
    demo.kill().await
}
