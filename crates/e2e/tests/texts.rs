//! The story of a joint text, Kuwait in Arabic and Washington in English: from the chair's draft
//! through brackets, a withdrawn option, a reservation, Word and back, a mismatch that blocks the
//! closing, silence, certificates and steps to the signature copies of both sides. The words are
//! those of the demo's script; every step is done through the pages.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use e2e::{Browser, Demo, Driver};
use fantoccini::Locator;

const SCRIPT: &str = include_str!("../../hiwar/data/joint-statement-rounds.txt");

/// The words that a side puts for a provision in the script: Arabic, English.
fn words(party: &str, verb: &str, block: usize) -> Result<[String; 2]> {
    let head = format!("@ {party} {verb} {block}");
    let from = SCRIPT.find(&format!("{head}\n")).with_context(|| format!("no step {head}"))?;
    let step = &SCRIPT[from..];
    let line = |name: &str| {
        let line = step.lines().find_map(|line| line.strip_prefix(name));
        line.map(str::to_owned).context("the step has words")
    };
    Ok([line("ar: ")?, line("en: ")?])
}

/// A side's window, and where the text is on its node.
struct Desk {
    browser: Browser,
    url: String,
    lang: &'static str,
    text: String,
    /// Provisions in the order of the draft.
    blocks: Vec<String>,
}

impl Desk {
    async fn open(driver: &Driver, url: &str, lang: &'static str) -> Result<Desk> {
        let browser = driver.browser(1440, 1600, true).await?;
        let mut desk =
            Desk { browser, url: url.to_owned(), lang, text: String::new(), blocks: Vec::new() };
        desk.enter("desk_officer").await?;
        desk.browser.click(".main-nav a[href$='/texts']").await?;
        desk.browser.click(".text-row a").await?;
        desk.browser.wait(".prov[id]").await?;
        let here = desk.browser.client.current_url().await?;
        desk.text = here.as_str().split(['?', '#']).next().unwrap_or_default().to_owned();
        for row in desk.browser.client.find_all(Locator::Css(".prov[id]")).await? {
            let id = row.attr("id").await?.unwrap_or_default();
            desk.blocks.push(id.trim_start_matches("p-").to_owned());
        }
        ensure!(desk.blocks.len() == 23, "the draft has 23 provisions: {}", desk.blocks.len());
        Ok(desk)
    }

    async fn enter(&self, function: &str) -> Result<()> {
        self.browser.go(&format!("{}/{}/enter", self.url, self.lang)).await?;
        if self.browser.client.find(Locator::Css(".who-menu")).await.is_ok() {
            self.browser.click(".who-menu > summary").await?;
            self.browser.click("form[action$='/leave'] button").await?;
        }
        self.browser.click(&format!("button[name=function][value={function}]")).await?;
        self.browser.wait(".main-nav").await?;
        Ok(())
    }

    fn row(&self, block: usize) -> String {
        format!("#p-{}", self.blocks[block - 1])
    }

    async fn table(&self) -> Result<()> {
        self.browser.go(&self.text).await?;
        self.browser.wait(".prov[id]").await?;
        Ok(())
    }

    /// Writes a provision in place; a reason is given where one is asked for.
    async fn write(&self, block: usize, [ar, en]: &[String; 2]) -> Result<()> {
        self.browser.go(&format!("{}?edit={}", self.text, self.blocks[block - 1])).await?;
        self.browser.fill("#w-ar", ar).await?;
        self.browser.fill("#w-en", en).await?;
        if self.browser.client.find(Locator::Css("#w-reason-en")).await.is_ok() {
            self.browser.fill("#w-reason-ar", "استكمال القائمة").await?;
            self.browser.fill("#w-reason-en", "The list is to be completed").await?;
        }
        self.browser.click(".writer button[value=put]").await?;
        self.browser.wait(".tally").await?;
        if let Ok(problem) = self.browser.client.find(Locator::Css("#problems")).await {
            bail!("provision {block} is refused: {}", problem.text().await?);
        }
        Ok(())
    }

    /// Agrees to what the other side put, through the page that shows it first.
    async fn consent(&self, block: usize) -> Result<()> {
        self.table().await?;
        let agree = format!("{} .acts a.strong", self.row(block));
        self.browser.click(&agree).await.with_context(|| format!("provision {block}"))?;
        self.browser.click(".key button.btn").await?;
        self.browser.wait(".prov[id]").await?;
        Ok(())
    }

    async fn stage(&self, block: usize, stage: &str) -> Result<()> {
        let row = format!("{}.stage-{stage}", self.row(block));
        for _ in 0..40 {
            self.table().await?;
            if self.browser.client.find(Locator::Css(&row)).await.is_ok() {
                return Ok(());
            }
            tokio::time::sleep(std::time::Duration::from_millis(250)).await;
        }
        bail!("provision {block} does not come to {stage} on the {} side", self.lang)
    }

    async fn closing(&self) -> Result<()> {
        self.browser.go(&format!("{}/closing", self.text)).await?;
        self.browser.wait("#edition-h").await?;
        Ok(())
    }

    /// Takes a file from the node as this officer and keeps it.
    async fn fetch(&self, path: &str, to: &Path) -> Result<Vec<u8>> {
        let script = "const done = arguments[arguments.length - 1]; \
             fetch(arguments[0]).then(r => r.arrayBuffer()).then(b => { let s = ''; \
             new Uint8Array(b).forEach(x => { s += String.fromCharCode(x); }); \
             done(btoa(s)); })";
        let url = format!("{}/{path}", self.text);
        let told = self.browser.client.execute_async(script, vec![url.into()]).await?;
        let bytes = unbase64(told.as_str().context("no file came")?);
        std::fs::write(to, &bytes)?;
        Ok(bytes)
    }
}

fn unbase64(text: &str) -> Vec<u8> {
    let value = |b: u8| match b {
        b'A'..=b'Z' => u32::from(b - b'A'),
        b'a'..=b'z' => u32::from(b - b'a') + 26,
        b'0'..=b'9' => u32::from(b - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut bytes = Vec::new();
    for four in text.as_bytes().chunks(4) {
        let n_bytes = four.iter().filter(|b| **b != b'=').count() - 1;
        let n = four.iter().fold(0, |n, b| (n << 6) | if *b == b'=' { 0 } else { value(*b) });
        bytes.extend_from_slice(&n.to_be_bytes()[1..=n_bytes]);
    }
    bytes
}

#[tokio::test]
async fn a_joint_statement_goes_from_the_draft_to_the_signature_copies() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let demo = Demo::start(folder.path()).await?;
    let driver = Driver::start().await?;
    let kw = Desk::open(&driver, &demo.kw, "ar").await?;
    let us = Desk::open(&driver, &demo.us, "en").await?;

    nothing_can_be_closed(&kw).await?;
    brackets(&kw, &us).await?;
    word_and_back(&kw, &us, folder.path()).await?;
    reservation(&kw, &us).await?;
    reopened_with_a_mismatch(&kw, &us).await?;
    let edition = edition_by_silence(&kw, &us).await?;
    for desk in [kw, us] {
        desk.browser.close().await?;
    }
    demo.kill().await?;

    // Two working days of both sides later: the nodes write what silence says.
    let demo = Demo::start_with(folder.path(), &["--at", "2020-11-19T06:00:00Z"]).await?;
    let kw = Desk::open(&driver, &demo.kw, "ar").await?;
    let us = Desk::open(&driver, &demo.us, "en").await?;
    us.stage(1, "locked").await?;
    kw.stage(1, "locked").await?;
    for desk in [&kw, &us] {
        certify_and_sign(desk, &edition).await?;
    }
    signature_copies(&kw, &us, folder.path()).await?;
    for desk in [kw, us] {
        desk.browser.close().await?;
    }
    demo.kill().await
}

/// With brackets, placeholders and a reservation open, no button closes the text.
async fn nothing_can_be_closed(kw: &Desk) -> Result<()> {
    kw.enter("co_chair").await?;
    kw.closing().await?;
    let open = kw.browser.client.find_all(Locator::Css(".blockers li")).await?;
    ensure!(open.len() >= 3, "brackets, placeholders and a reservation are listed");
    let button = kw.browser.client.find(Locator::Css("button[value=edition]")).await;
    ensure!(button.is_err(), "nothing can be closed");
    kw.enter("desk_officer").await
}

/// Two browsers at once: a stacked option is withdrawn, wordings cross and are settled.
async fn brackets(kw: &Desk, us: &Desk) -> Result<()> {
    us.table().await?;
    us.browser.wait(&format!("{} .opt", us.row(8))).await?;
    // Washington takes its option out of the bracket.
    us.browser.go(&format!("{}?edit={}", us.text, us.blocks[7])).await?;
    us.browser.click(".writer button[value='withdraw:0']").await?;
    us.browser.wait(".tally").await?;
    // Kuwait writes while Washington's page is open; it arrives there by itself.
    us.table().await?;
    kw.write(8, &words("KW", "put", 8)?).await?;
    us.browser.sees(&us.row(8), "every 6 months").await?;
    us.consent(8).await?;
    kw.stage(8, "ad_referendum").await?;
    kw.consent(20).await?;
    kw.consent(19).await?;
    kw.write(10, &words("KW", "put", 10)?).await?;
    us.stage(10, "bracketed").await?;
    us.consent(10).await?;
    kw.stage(10, "ad_referendum").await
}

/// Kuwait fills the date of the next meeting in Word, with tracked changes; it comes back as a
/// proposal and is put.
async fn word_and_back(kw: &Desk, us: &Desk, folder: &Path) -> Result<()> {
    let file = folder.join("out.docx");
    let bytes = kw.fetch("word.docx", &file).await?;
    ensure!(bytes.starts_with(b"PK"), "a Word document came");
    let back = folder.join("back.docx");
    let [ar, en] = words("KW", "put", 21)?;
    let edit = Command::new("python3")
        .args(["-c", include_str!("edit_docx.py")])
        .args([&file, &back])
        .args([&kw.blocks[20], &ar, &en])
        .output()?;
    ensure!(edit.status.success(), "{}", String::from_utf8_lossy(&edit.stderr));
    kw.browser.go(&format!("{}/papers", kw.text)).await?;
    let field = kw.browser.wait("#word-file").await?;
    field.send_keys(back.to_str().context("a path")?).await?;
    kw.browser.click("form[action$='/word'] button").await?;
    kw.browser.wait("input[name=take]").await?;
    kw.browser.sees(".prov ins", "2021").await?;
    kw.browser.click("form[action$='/word/put'] button.strong").await?;
    kw.browser.wait(".prov[id]").await?;
    us.consent(21).await?;
    kw.stage(21, "ad_referendum").await
}

async fn reservation(kw: &Desk, us: &Desk) -> Result<()> {
    us.table().await?;
    us.browser.click(&format!("{} .reservation a.btn", us.row(9))).await?;
    us.browser.click("#f-lifted").await?;
    us.browser.click(".key button[name=do][value=put]").await?;
    us.consent(9).await?;
    kw.stage(9, "ad_referendum").await
}

/// An agreed provision is opened again with a reason; a number that differs between the languages
/// keeps the text from being closed until it is put right.
async fn reopened_with_a_mismatch(kw: &Desk, us: &Desk) -> Result<()> {
    let [ar, en] = words("KW", "reopen", 5)?;
    kw.write(5, &[ar.clone(), en.replacen("2016", "2017", 1)]).await?;
    us.stage(5, "reopened").await?;
    us.consent(5).await?;
    kw.closing().await?;
    kw.browser.wait(".blockers a[href$='/concordance']").await?;
    kw.browser.go(&format!("{}/concordance", kw.text)).await?;
    kw.browser.wait(".finding.severe").await?;
    kw.write(5, &[ar, en]).await?;
    us.stage(5, "reopened").await?;
    us.consent(5).await?;
    for desk in [kw, us] {
        desk.enter("co_chair").await?;
        desk.table().await?;
        desk.browser.click("form.bulk button[value=confirm]").await?;
        desk.browser.wait(".tally").await?;
    }
    us.stage(5, "agreed").await
}

/// Kuwait puts the edition, and both open a silence procedure over it; gives the short digest.
async fn edition_by_silence(kw: &Desk, us: &Desk) -> Result<String> {
    kw.closing().await?;
    let open = kw.browser.text("section[data-live=open]").await?;
    let waiting = kw.browser.client.find(Locator::Css("button[value=edition]")).await;
    if waiting.is_err() {
        kw.browser.go(&format!("{}/concordance", kw.text)).await?;
        bail!("still open: {open}; {}", kw.browser.text("main").await?);
    }
    kw.browser.click("button[value=edition]").await?;
    kw.browser.wait("#days").await?;
    let digest = kw.browser.text("section[data-live=edition] .ref").await?;
    kw.browser.click("button[value=silence]").await?;
    kw.browser.wait("section[data-live=silence] .page-state").await?;
    for _ in 0..40 {
        us.closing().await?;
        let agree = "section[data-live=silence] .acts a.strong";
        if us.browser.client.find(Locator::Css(agree)).await.is_ok() {
            us.browser.click(agree).await?;
            us.browser.click(".key button.btn").await?;
            us.browser.wait("section[data-live=silence]").await?;
            return Ok(digest);
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
    bail!("the silence procedure does not arrive")
}

async fn certify_and_sign(desk: &Desk, edition: &str) -> Result<()> {
    desk.enter("co_chair").await?;
    desk.closing().await?;
    desk.browser.sees("section[data-live=edition] .ref", edition).await?;
    desk.browser.fill("#c-ar", "مسؤول لغوي").await?;
    desk.browser.fill("#c-en", "Language officer").await?;
    desk.browser.click("button[value=certify]").await?;
    desk.browser.wait(".certificate").await?;
    for rung in ["initialled", "signed"] {
        desk.closing().await?;
        let form = format!("form:has(input[name=rung][value={rung}])");
        desk.browser.click(&format!("details:has(input[value={rung}]) > summary")).await?;
        desk.browser.fill(&format!("#f-ar-{rung}"), "الرئيس المشارك لمجموعة العمل").await?;
        desk.browser.fill(&format!("#f-en-{rung}"), "Co-chair of the working group").await?;
        desk.browser.fill(&format!("#p-ar-{rung}"), "واشنطن").await?;
        desk.browser.fill(&format!("#p-en-{rung}"), "Washington").await?;
        desk.browser.click(&format!("{form} button[value=sign]")).await?;
        desk.browser.wait(".ladder td.done a").await?;
    }
    // For the eye, and for the pictures of the documentation.
    if let Ok(kept) = std::env::var("HIWAR_PAPERS") {
        desk.closing().await?;
        let picture = desk.browser.client.screenshot().await?;
        std::fs::write(Path::new(&kept).join(format!("closing.{}.png", desk.lang)), picture)?;
    }
    Ok(())
}

/// Each side's own copy names it first; both say the same words under the same digest.
async fn signature_copies(kw: &Desk, us: &Desk, folder: &Path) -> Result<()> {
    let mut firsts = Vec::new();
    for (desk, code) in [(kw, "KW"), (us, "US")] {
        let file = folder.join(format!("{code}.pdf"));
        let path = format!("papers/signature?layout=en&form=pdf&copy={code}");
        let bytes = desk.fetch(&path, &file).await?;
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
        ensure!(bytes.starts_with(b"%PDF-"), "{start}");
        if let Ok(kept) = std::env::var("HIWAR_PAPERS") {
            std::fs::copy(&file, Path::new(&kept).join(format!("{code}.pdf")))?;
        }
        let text = Command::new("pdftotext").args(["-layout"]).arg(&file).arg("-").output()?;
        let text = String::from_utf8_lossy(&text.stdout).into_owned();
        ensure!(!text.contains('['), "a copy for signature is clean");
        let place = |name: &str| text.find(name).with_context(|| format!("{name} in {code}"));
        firsts.push(place("For the State of Kuwait")? < place("For the United States")?);
    }
    // On one line the left place is the first of an English copy.
    ensure!(firsts == [true, false], "each copy gives its own party the first place: {firsts:?}");
    Ok(())
}
