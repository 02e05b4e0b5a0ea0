//! The story of a report: an officer reads it in, rejects one fact by the keyboard, submits the
//! rest within two minutes, and everything is found again however it is spelt.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Demo, Driver};

#[tokio::test]
async fn a_report_is_confirmed_within_two_minutes_and_every_spelling_is_found() -> Result<()> {
    let driver = Driver::start().await?;
    for lang in ["ar", "en"] {
        // Anew for each language: what was submitted once is in the record already.
        let folder = tempfile::tempdir()?;
        let demo = Demo::start(folder.path()).await?;
        let kw = driver.browser(1440, 1500, true).await?;
        enter(&kw, &demo.kw, lang).await?;
        let start = Instant::now();
        confirm(&kw, lang).await?;
        ensure!(start.elapsed() < Duration::from_secs(120), "it took {:?}", start.elapsed());
        every_spelling_is_found(&kw, &demo.kw, lang).await?;
        kw.close().await?;
        demo.kill().await?;
    }
    Ok(())
}

async fn enter(browser: &Browser, url: &str, lang: &str) -> Result<()> {
    browser.go(&format!("{url}/{lang}/enter")).await?;
    browser.click("button[name=function][value=desk_officer]").await?;
    browser.wait(".main-nav").await?;
    Ok(())
}

/// Through the sources to a new report; the real one where it is at hand, else the sample.
async fn confirm(browser: &Browser, lang: &str) -> Result<()> {
    browser.click(".main-nav a[href$='/sources']").await?;
    browser.click("a[href$='/reports']").await?;
    browser.click("a.btn[href$='/reports/new']").await?;
    match real_report().filter(|_| lang == "ar") {
        Some(file) => {
            let file = file.to_str().context("a path in UTF-8")?;
            browser.wait("#f-file").await?.send_keys(file).await?;
            browser.fill("#f-published", "2020-11-16").await?;
        }
        None => browser.click("a[href$='?sample=yes']").await?,
    }
    browser.click(".key button.btn").await?;
    browser.wait("fieldset.claim-session").await?;
    browser.sees("#reading", "ناصر الصبيح").await?;
    // By the keyboard: from the first card to the first topic, which is rejected.
    let script = "document.querySelector('fieldset.claim-topic').focus();
        return document.querySelector('fieldset.claim-topic').id;";
    let topic = browser.client.execute(script, vec![]).await?;
    let topic = topic.as_str().context("a topic")?.to_owned();
    let focused = browser.wait(&format!("#{topic}")).await?;
    focused.send_keys("x").await?;
    let name = topic.trim_start_matches("c-");
    browser.wait(&format!("input[name='verdict.{name}'][value=rejected]:checked")).await?;
    words_are_taken_over(browser, name).await?;
    browser.click(".key button[value=submit]").await?;
    browser.wait("h1").await?;
    let said = if lang == "ar" { "قُدّم في" } else { "Submitted" };
    browser.sees("main", said).await?;
    Ok(())
}

/// Words marked in the report go into the field in use.
async fn words_are_taken_over(browser: &Browser, claim: &str) -> Result<()> {
    let script = "const card = document.getElementById('c-' + arguments[0]);
        card.querySelector('details').open = true;
        const field = card.querySelector('details input[type=text]');
        const before = field.value;
        field.focus();
        const mark = document.querySelector('.paper a.ev-session');
        getSelection().selectAllChildren(mark);
        mark.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
        const taken = field.value === mark.textContent.trim();
        field.value = before;
        return taken;";
    let taken = browser.client.execute(script, vec![claim.into()]).await?;
    ensure!(taken.as_bool() == Some(true), "the words marked are not in the field");
    Ok(())
}

fn real_report() -> Option<PathBuf> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/press/seed.txt");
    place.canonicalize().ok()
}

async fn every_spelling_is_found(browser: &Browser, url: &str, lang: &str) -> Result<()> {
    let (kuwait, subaih, terror) = if lang == "ar" {
        ("الكويت", "الصبيح", "مكافحة الإرهاب")
    } else {
        ("Kuwait", "Al-Subaih", "ounter-terrorism")
    };
    for (query, found) in [
        ("الكويت", kuwait),
        ("الکویت", kuwait),
        ("Kuwait", kuwait),
        ("الصبيح", subaih),
        ("Sabeeh", subaih),
        ("Subaih", subaih),
        ("مكافحه الارهاب", terror),
    ] {
        browser.go(&format!("{url}/{lang}/search?q={}", escaped(query))).await?;
        browser.sees("main", found).await.with_context(|| format!("{query} in {lang}"))?;
    }
    Ok(())
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
