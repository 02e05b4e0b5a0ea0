//! The story of the model meeting, in both languages: Kuwait proposes, the United States answers
//! with its own wording, brackets show on both screens, both agree, the delegations stand in the
//! order each side gave, minutes are written in pairs, consented, sealed; both exports verify, and
//! not after one flipped bit. Every step is done through the pages by somebody in a function.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Demo, Driver, Served, binary};
use fantoccini::Locator;

/// What the pages of one language say, as far as the story has to read it.
struct Words {
    lang: &'static str,
    session: &'static str,
    sealed: &'static str,
    first_wording: (&'static str, &'static str),
    second_wording: (&'static str, &'static str),
}

const ENGLISH: Words = Words {
    lang: "en",
    session: "Security cooperation group, round 4",
    sealed: "sealed",
    first_wording: ("أمن الموانئ: خطوات عملية", "Port security: practical steps"),
    second_wording: ("أمن الموانئ: رزنامة مشتركة", "Port security: a shared calendar"),
};

const ARABIC: Words = Words {
    lang: "ar",
    session: "مجموعة التعاون الأمني، الجولة الرابعة",
    sealed: "مختوم",
    first_wording: ("حماية المنشآت: خطوات عملية", "Protection of facilities: practical steps"),
    second_wording: ("حماية المنشآت: خارطة طريق", "Protection of facilities: a road map"),
};

#[tokio::test]
async fn the_meeting_is_run_from_agenda_to_sealed_minutes_in_english() -> Result<()> {
    run(&ENGLISH).await
}

#[tokio::test]
async fn the_meeting_is_run_from_agenda_to_sealed_minutes_in_arabic() -> Result<()> {
    run(&ARABIC).await
}

async fn run(words: &Words) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let demo = Demo::start(folder.path()).await?;
    let driver = Driver::start().await?;
    let kw = driver.browser(1440, 1500, true).await?;
    let us = driver.browser(1440, 1500, true).await?;
    enter(&kw, &demo.kw, words, "desk_officer").await?;
    enter(&us, &demo.us, words, "desk_officer").await?;
    let ours = open_session(&kw, words).await?;
    let theirs = open_session(&us, words).await?;

    delegations_stand_as_given(&kw).await?;
    delegations_stand_as_given(&us).await?;
    brackets_and_agreement(&kw, &us, words).await?;

    enter(&kw, &demo.kw, words, "rapporteur").await?;
    kw.go(&ours).await?;
    minutes(&kw).await?;
    enter(&us, &demo.us, words, "co_chair").await?;
    us.go(&theirs).await?;
    us.sees("#minutes", "maritime patrols").await?;
    consent_to(&us, "#minutes", "maritime patrols").await?;
    for side in [&kw, &us] {
        side.go(if std::ptr::eq(side, &kw) { &ours } else { &theirs }).await?;
        row_shows(side, "#minutes .pair", "maritime patrols", words.sealed).await?;
    }

    verify(&kw, &demo.kw, "kw", folder.path()).await?;
    verify(&us, &demo.us, "us", folder.path()).await?;
    kw.close().await?;
    us.close().await?;
    kill_one_mid_act(demo, &driver, words).await
}

/// Enters the demo in a function.
async fn enter(browser: &Browser, url: &str, words: &Words, function: &str) -> Result<()> {
    browser.go(&format!("{url}/{}/enter", words.lang)).await?;
    if browser.client.find(Locator::Css(".who-menu")).await.is_ok() {
        // Somebody is signed in here: leave first, through the menu.
        browser.click(".who-menu > summary").await?;
        browser.click("form[action$='/leave'] button").await?;
    }
    browser.click(&format!("button[name=function][value={function}]")).await?;
    browser.wait(".main-nav").await?;
    Ok(())
}

/// From the desk to the dialogue to the session, by clicking; returns the session's address.
async fn open_session(browser: &Browser, words: &Words) -> Result<String> {
    browser.click(".main-nav a[href$='/d/kwus-2016']").await?;
    browser.wait("a[href*='/rounds/']").await?;
    let round = format!("//main//a[contains(@href, '/rounds/') and contains(., '{}')]", "4");
    let by_number = browser.client.find(Locator::XPath(&round)).await;
    match by_number {
        Ok(link) => link.click().await?,
        // In words rather than in figures.
        Err(_) => {
            let word = if words.lang == "ar" { "الرابعة" } else { "ourth" };
            let round = format!("//main//a[contains(@href, '/rounds/') and contains(., '{word}')]");
            browser.client.find(Locator::XPath(&round)).await?.click().await?;
        }
    }
    let session = format!("//main//a[contains(., '{}')]", words.session);
    let waiting = browser.client.wait().at_most(e2e::PATIENCE);
    let link = waiting.for_element(Locator::XPath(&session)).await;
    link.with_context(|| format!("no link to {:?}", words.session))?.click().await?;
    browser.wait("#agenda").await?;
    let url = browser.client.current_url().await?;
    Ok(url.as_str().split(['?', '#']).next().unwrap_or_default().to_string())
}

/// Each side's list in the order of the public record, on both nodes alike.
async fn delegations_stand_as_given(browser: &Browser) -> Result<()> {
    for (code, first) in [
        ("KW", &["Al-Subaih", "Al-Sharhan"][..]),
        ("US", &["Sales", "Ahern", "Swartz", "Hood", "Markoff", "Romanowski"][..]),
    ] {
        let list = format!("//section[contains(@class, 'del') and .//h3[@id='del-{code}']]//ol/li");
        let seats = browser.client.find_all(Locator::XPath(&list)).await?;
        let mut texts = Vec::new();
        for seat in seats {
            texts.push(seat.text().await?);
        }
        let mut at = 0;
        for name in first {
            let found = texts[at..].iter().position(|text| text.contains(name));
            let found = found.with_context(|| format!("{name} is not in order: {texts:?}"))?;
            at += found + 1;
        }
    }
    Ok(())
}

async fn brackets_and_agreement(kw: &Browser, us: &Browser, words: &Words) -> Result<()> {
    // Kuwait proposes an item.
    kw.click("#agenda a.btn[href*='/new/agenda_item']").await?;
    put_title(kw, words.first_wording).await?;
    let seen = if words.lang == "ar" { words.first_wording.0 } else { words.first_wording.1 };
    kw.sees("#agenda", seen).await?;
    // It arrives on the open American page by itself; the answer is a wording of its own.
    us.sees("#agenda", seen).await?;
    act_in_row(us, "#agenda tr", seen, "/edit").await?;
    put_title(us, words.second_wording).await?;
    // Both screens show both wordings in brackets.
    for side in [kw, us] {
        let row = row(side, "#agenda tr", seen.split(':').next().unwrap_or(seen)).await?;
        let brackets = row.find_all(Locator::Css(".bracket .wording")).await?;
        ensure!(brackets.len() >= 2, "two wordings stand in brackets");
    }
    // Kuwait agrees to the American wording.
    let stem = seen.split(':').next().unwrap_or(seen);
    act_in_row(kw, "#agenda tr", stem, "/consent").await?;
    for wording in [words.second_wording.0, words.second_wording.1] {
        kw.sees("main form", wording).await?;
    }
    kw.click(".key button.btn").await?;
    let other = if words.lang == "ar" { words.second_wording.0 } else { words.second_wording.1 };
    for side in [kw, us] {
        row_shows(side, "#agenda tr", other, words.sealed).await?;
    }
    Ok(())
}

async fn put_title(browser: &Browser, (ar, en): (&str, &str)) -> Result<()> {
    browser.fill("#f-title_ar", ar).await?;
    browser.fill("#f-title_en", en).await?;
    browser.click(".key button[name=do][value=put]").await?;
    browser.wait("#agenda").await?;
    Ok(())
}

async fn minutes(browser: &Browser) -> Result<()> {
    browser.click("#minutes a.btn[href*='/new/minutes_paragraph']").await?;
    browser.fill("#f-ar", "اتفق الجانبان على تبادل جداول الدوريات البحرية.").await?;
    browser
        .fill("#f-en", "The two sides agreed to exchange schedules of maritime patrols.")
        .await?;
    browser.click(".key button[name=do][value=put]").await?;
    browser.sees("#minutes", "maritime patrols").await
}

async fn consent_to(browser: &Browser, part: &str, text: &str) -> Result<()> {
    act_in_row(browser, &format!("{part} .pair"), text, "/consent").await?;
    browser.sees("main form", text).await?;
    browser.click(".key button.btn").await?;
    browser.wait(part).await?;
    Ok(())
}

/// The row of `css` that contains `text`, waited for.
async fn row(browser: &Browser, css: &str, text: &str) -> Result<fantoccini::elements::Element> {
    let start = std::time::Instant::now();
    loop {
        for row in browser.client.find_all(Locator::Css(css)).await? {
            if row.text().await.unwrap_or_default().contains(text) {
                return Ok(row);
            }
        }
        ensure!(start.elapsed() < e2e::PATIENCE, "no row of {css} shows {text:?}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

async fn act_in_row(browser: &Browser, css: &str, text: &str, act: &str) -> Result<()> {
    // The page may swap the row while it is being read: take it again.
    let start = std::time::Instant::now();
    loop {
        let row = row(browser, css, text).await?;
        let found = row.find(Locator::Css(&format!("a[href*='{act}']"))).await;
        if let Ok(link) = found
            && link.click().await.is_ok()
        {
            return Ok(());
        }
        ensure!(start.elapsed() < e2e::PATIENCE, "the row of {text:?} offers no {act}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

/// Waits until the row with `text` also says `state`.
async fn row_shows(browser: &Browser, css: &str, text: &str, state: &str) -> Result<()> {
    let start = std::time::Instant::now();
    loop {
        let shown = match row(browser, css, text).await {
            Ok(row) => row.text().await.unwrap_or_default(),
            Err(error) => return Err(error),
        };
        if shown.contains(state) {
            return Ok(());
        }
        if start.elapsed() > e2e::PATIENCE {
            anyhow::bail!("the row shows {shown:?}, not {state:?}");
        }
        // Receipts change no text of an item: a page asks again when it is opened again.
        browser.client.refresh().await?;
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

/// Takes the export away as an auditor would, verifies it, flips a bit, sees it refused.
async fn verify(browser: &Browser, node: &str, party: &str, folder: &Path) -> Result<()> {
    let script = r#"
        const done = arguments[arguments.length - 1];
        fetch(arguments[0]).then(r => r.arrayBuffer()).then(b => {
            let s = '';
            for (const x of new Uint8Array(b)) s += x.toString(16).padStart(2, '0');
            done(s);
        });
    "#;
    let url = serde_json::Value::String(format!("{node}/en/d/kwus-2016/export"));
    let hex = browser.client.execute_async(script, vec![url]).await?;
    let hex = hex.as_str().context("no export came")?;
    let mut bytes = Vec::with_capacity(hex.len() / 2);
    for at in (0..hex.len()).step_by(2) {
        bytes.push(u8::from_str_radix(&hex[at..at + 2], 16)?);
    }
    let file = folder.join(format!("{party}.hiwar"));
    std::fs::write(&file, &bytes)?;
    let run = |file: &Path| -> Result<bool> {
        let output = std::process::Command::new(binary()?).arg("verify").arg(file).output()?;
        Ok(output.status.success())
    };
    ensure!(run(&file)?, "the export of {party} verifies");
    for at in [30, bytes.len() / 3, bytes.len() / 2, bytes.len() - 1] {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        let path = folder.join("damaged.hiwar");
        std::fs::write(&path, damaged)?;
        ensure!(!run(&path)?, "a bit flipped at {at} is refused");
    }
    Ok(())
}

/// Each node in a process of its own. The American one is killed while an act is on its way; the
/// Kuwaiti side goes on working meanwhile; started again, both sides show the same.
async fn kill_one_mid_act(demo: Demo, driver: &Driver, words: &Words) -> Result<()> {
    let folder = demo.folder.clone();
    demo.kill().await?;
    let kw_node = Served::start(&folder, "kw").await?;
    let us_node = Served::start(&folder, "us").await?;
    let kw = driver.browser(1200, 1000, true).await?;
    let us = driver.browser(1200, 1000, true).await?;
    enter(&kw, &kw_node.url, words, "desk_officer").await?;
    enter(&us, &us_node.url, words, "desk_officer").await?;
    open_session(&kw, words).await?;
    open_session(&us, words).await?;
    us.click("#agenda a.btn[href*='/new/agenda_item']").await?;
    us.fill("#f-title_ar", "بند أخير").await?;
    us.fill("#f-title_en", "A last item").await?;
    // The click and the kill race: the act is done whole or not at all.
    let pressed = us.click(".key button[name=do][value=put]");
    let (_pressed, killed) = tokio::join!(pressed, us_node.kill());
    killed?;
    us.close().await?;

    // The other side is gone; one's own acts do not wait for it.
    kw.click("#agenda a.btn[href*='/new/agenda_item']").await?;
    put_title(&kw, ("بند في غياب الطرف الآخر", "An item while the other side is away")).await?;
    let seen = if words.lang == "ar" { "بند في غياب" } else { "An item while" };
    kw.sees("#agenda", seen).await?;

    let us_node = Served::start(&folder, "us").await?;
    let us = driver.browser(1200, 1000, true).await?;
    enter(&us, &us_node.url, words, "auditor").await?;
    open_session(&us, words).await?;
    us.sees("#agenda", seen).await?;
    both_show_the_same(&kw, &us).await?;
    verify(&kw, &kw_node.url, "kw", &folder).await?;
    verify(&us, &us_node.url, "us", &folder).await?;
    kw.close().await?;
    us.close().await?;
    kw_node.kill().await?;
    us_node.kill().await
}

/// Waits until both agendas hold the same items in the same order, agreed alike. Whose wording is
/// "ours" rightly differs.
async fn both_show_the_same(kw: &Browser, us: &Browser) -> Result<()> {
    let start = std::time::Instant::now();
    loop {
        let mut agendas = Vec::new();
        for side in [kw, us] {
            side.client.refresh().await?;
            let rows = side.client.find_all(Locator::Css("#agenda tr[data-item]")).await?;
            let mut texts = Vec::new();
            for row in rows {
                let item = row.attr("data-item").await?.unwrap_or_default();
                let agreed = row.find(Locator::Css(".state-agreed")).await.is_ok();
                texts.push((item, agreed));
            }
            agendas.push(texts);
        }
        if agendas[0] == agendas[1] && !agendas[0].is_empty() {
            return Ok(());
        }
        ensure!(start.elapsed() < e2e::PATIENCE, "the sides differ: {agendas:?}");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

/// Without scripts every page and every act works the same; pages only do not move by themselves.
#[tokio::test]
async fn an_item_is_proposed_answered_and_agreed_without_scripts() -> Result<()> {
    let words = &ENGLISH;
    let folder = tempfile::tempdir()?;
    let demo = Demo::start(folder.path()).await?;
    let driver = Driver::start().await?;
    let kw = driver.browser(1200, 1500, false).await?;
    let us = driver.browser(390, 1500, false).await?;
    enter(&kw, &demo.kw, words, "desk_officer").await?;
    enter(&us, &demo.us, words, "desk_officer").await?;
    open_session(&kw, words).await?;
    open_session(&us, words).await?;
    kw.click("#agenda a.btn[href*='/new/agenda_item']").await?;
    put_title(&kw, words.first_wording).await?;
    // Nothing moves by itself here: the officer asks again.
    asked_again_shows(&us, words.first_wording.1).await?;
    act_in_row(&us, "#agenda tr", words.first_wording.1, "/edit").await?;
    put_title(&us, words.second_wording).await?;
    asked_again_shows(&kw, "a shared calendar").await?;
    act_in_row(&kw, "#agenda tr", "a shared calendar", "/consent").await?;
    kw.click(".key button.btn").await?;
    for side in [&kw, &us] {
        asked_again_shows(side, words.second_wording.1).await?;
        row_shows(side, "#agenda tr", words.second_wording.1, words.sealed).await?;
    }
    kw.close().await?;
    us.close().await?;
    demo.kill().await
}

async fn asked_again_shows(browser: &Browser, text: &str) -> Result<()> {
    let start = std::time::Instant::now();
    while !browser.text("#agenda").await?.contains(text) {
        ensure!(start.elapsed() < e2e::PATIENCE, "the agenda does not show {text:?}");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        browser.client.refresh().await?;
    }
    Ok(())
}
