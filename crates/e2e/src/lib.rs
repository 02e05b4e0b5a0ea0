//! What the browser stories need: the demo as a child process, a chromedriver, and a browser that
//! speaks of pages the way an officer would. Nothing here looks inside a node; what a story
//! asserts, it reads from the screen or from the command line.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Longest wait for something to appear on a page.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// A running demo of two nodes, in a folder of its own.
pub struct Demo {
    child: Child,
    pub kw: String,
    pub us: String,
    pub folder: PathBuf,
}

impl Demo {
    /// Starts the demo in `folder` and waits for both addresses.
    pub async fn start(folder: &Path) -> Result<Demo> {
        Demo::start_with(folder, &[]).await
    }

    /// The same with more arguments, such as the time that it is set to.
    pub async fn start_with(folder: &Path, more: &[&str]) -> Result<Demo> {
        let mut child = Command::new(binary()?)
            .args(["demo", "--json", "--port", "0", "--folder"])
            .arg(folder)
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .kill_on_drop(true)
            .spawn()
            .context("the demo does not start")?;
        let out = child.stdout.take().context("the demo has no output")?;
        let mut lines = BufReader::new(out).lines();
        let found = tokio::time::timeout(Duration::from_secs(60), async {
            while let Some(line) = lines.next_line().await? {
                if let Ok(value) = serde_json::from_str::<serde_json::Value>(&line)
                    && let (Some(kw), Some(us)) = (value["kw"].as_str(), value["us"].as_str())
                {
                    return Ok((kw.to_string(), us.to_string()));
                }
            }
            bail!("the demo ended before it named its addresses")
        })
        .await
        .context("the demo took more than a minute")??;
        // Keep reading, so that the child never blocks on a full pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Demo { child, kw: found.0, us: found.1, folder: folder.to_path_buf() })
    }

    /// Kills the process as a power cut would.
    pub async fn kill(mut self) -> Result<()> {
        self.child.kill().await?;
        Ok(())
    }
}

/// One node served as an operator serves it, in a process of its own.
pub struct Served {
    child: Child,
    pub url: String,
}

impl Served {
    /// Serves the node of `party` (`kw` or `us`) of a demo that was kept in `folder`.
    pub async fn start(folder: &Path, party: &str) -> Result<Served> {
        let node = folder.join(party);
        let config = std::fs::read_to_string(node.join("hiwar.toml"))?;
        let web = config.lines().find_map(|line| line.strip_prefix("web = \"127.0.0.1:"));
        let port = web.and_then(|rest| rest.strip_suffix('"')).context("no port of the pages")?;
        let child = Command::new(binary()?)
            .args(["serve", "--folder"])
            .arg(&node)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("the node does not start")?;
        let served = Served { child, url: format!("http://{party}.localhost:{port}") };
        let start = Instant::now();
        while tokio::net::TcpStream::connect(format!("127.0.0.1:{port}")).await.is_err() {
            if start.elapsed() > Duration::from_secs(60) {
                bail!("the node of {party} does not answer");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(served)
    }

    /// Kills the process as a power cut would.
    pub async fn kill(mut self) -> Result<()> {
        self.child.kill().await?;
        Ok(())
    }
}

/// The `hiwar` binary beside the test binary.
pub fn binary() -> Result<PathBuf> {
    let mut path = std::env::current_exe()?;
    path.pop();
    if path.ends_with("deps") {
        path.pop();
    }
    let path = path.join("hiwar");
    if !path.exists() {
        bail!("{} is not built: run `cargo build -p hiwar` first", path.display());
    }
    Ok(path)
}

/// A chromedriver of our own, ended with the value.
pub struct Driver {
    _child: Child,
    port: u16,
}

impl Driver {
    pub async fn start() -> Result<Driver> {
        let port = free_port()?;
        let child = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("chromedriver is not installed: run ./test, it installs what is missing")?;
        let driver = Driver { _child: child, port };
        let start = Instant::now();
        while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            if start.elapsed() > PATIENCE {
                bail!("chromedriver does not answer");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(driver)
    }

    /// A browser of its own, with no memory of any other.
    pub async fn browser(&self, width: u32, height: u32, script: bool) -> Result<Browser> {
        let profile = tempfile::tempdir()?;
        let mut arguments = vec![
            "--headless=new".to_string(),
            "--no-sandbox".into(),
            "--disable-gpu".into(),
            "--disable-quic".into(),
            "--no-first-run".into(),
            "--disable-background-networking".into(),
            "--disable-component-update".into(),
            "--disable-sync".into(),
            "--disable-dev-shm-usage".into(),
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", profile.path().display()),
        ];
        if !script {
            arguments.push("--blink-settings=scriptEnabled=false".into());
        }
        let options = json!({ "goog:chromeOptions": { "args": arguments } });
        let serde_json::Value::Object(capabilities) = options else { bail!("no capabilities") };
        let client = ClientBuilder::new(fantoccini_connector())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .context("Chromium does not start")?;
        Ok(Browser { client, clicks: AtomicUsize::new(0), _profile: profile })
    }
}

fn fantoccini_connector() -> hyper_util::client::legacy::connect::HttpConnector {
    hyper_util::client::legacy::connect::HttpConnector::new()
}

fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    Ok(listener.local_addr()?.port())
}

/// One browser window.
pub struct Browser {
    pub client: Client,
    /// How often something was clicked.
    clicks: AtomicUsize,
    _profile: tempfile::TempDir,
}

impl Browser {
    pub async fn go(&self, url: &str) -> Result<()> {
        self.client.goto(url).await.with_context(|| format!("{url} does not open"))?;
        Ok(())
    }

    /// Waits until an element is there.
    pub async fn wait(&self, css: &str) -> Result<fantoccini::elements::Element> {
        let waiting = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css));
        waiting.await.with_context(|| format!("{css} does not appear"))
    }

    /// How often something was clicked since the last time this was asked.
    pub fn clicks(&self) -> usize {
        self.clicks.swap(0, Ordering::Relaxed)
    }

    pub async fn click(&self, css: &str) -> Result<()> {
        self.clicks.fetch_add(1, Ordering::Relaxed);
        self.wait(css).await?.click().await.with_context(|| format!("{css} cannot be clicked"))?;
        Ok(())
    }

    /// Puts text into a field, replacing what was there.
    pub async fn fill(&self, css: &str, text: &str) -> Result<()> {
        let field = self.wait(css).await?;
        field.clear().await?;
        field.send_keys(text).await?;
        Ok(())
    }

    pub async fn text(&self, css: &str) -> Result<String> {
        Ok(self.wait(css).await?.text().await?)
    }

    /// Waits until the page shows `wanted` inside `css`.
    pub async fn sees(&self, css: &str, wanted: &str) -> Result<()> {
        let start = Instant::now();
        loop {
            let text = match self.client.find(Locator::Css(css)).await {
                Ok(element) => element.text().await.unwrap_or_default(),
                Err(_) => String::new(),
            };
            if text.contains(wanted) {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                bail!("{css} does not show {wanted:?}; it shows {text:?}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until nothing on the page fits `css` any more: what was clicked has led on.
    pub async fn gone(&self, css: &str) -> Result<()> {
        let start = Instant::now();
        while self.client.find(Locator::Css(css)).await.is_ok() {
            if start.elapsed() > PATIENCE {
                bail!("{css} stays");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    pub async fn shot(&self, to: &Path) -> Result<()> {
        let png = self.client.screenshot().await?;
        std::fs::write(to, png)?;
        Ok(())
    }

    pub async fn close(self) -> Result<()> {
        self.client.close().await?;
        Ok(())
    }
}
