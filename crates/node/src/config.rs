//! A node's folder and its one configuration file, `hiwar.toml`. `init` writes them; everything
//! else only opens them. Unknown keys are refused, so that a misspelt setting is never ignored.

use std::path::{Path, PathBuf};

use dialogue::kind::DialogueKind;
use ledger::id::{DialogueId, PartyId};
use serde::{Deserialize, Serialize};

use crate::error::NodeError;

/// `hiwar.toml`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The party this node belongs to, for instance `KW`.
    pub party: String,
    /// The node's domain name: the first part of the names of its logs.
    pub domain: String,
    /// Address and port of the pages.
    pub web: String,
    /// Address and port where peers may dial in; none for a node that only dials out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<String>,
    /// The law by which this node keeps what others order erased, as a short code; without it a
    /// redaction is carried out at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<String>,
    /// A second reader of reports that the ministry runs itself; none unless it is named here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_reader: Option<SecondReader>,
    /// The ministry's mail server; without it letters are written into the folder `outbox`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<Mail>,
    /// Set by the demo only: an exercise, with a chooser instead of passwords.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demo: Option<Demo>,
    #[serde(default, rename = "dialogue", skip_serializing_if = "Vec::is_empty")]
    pub dialogues: Vec<DialogueConfig>,
}

/// An endpoint with the chat completions protocol.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecondReader {
    /// Its base address, such as `http://127.0.0.1:8000`; the call goes to `/v1/chat/completions`.
    pub url: String,
    /// The model to name in the call.
    pub model: String,
}

impl SecondReader {
    /// `host:port` and the path of the call. Only plain HTTP: it runs here or behind a tunnel.
    pub(crate) fn place(&self) -> Result<(String, String), NodeError> {
        let wrong = || {
            NodeError::invalid(
                format!("second_reader.url {:?} in hiwar.toml", self.url),
                "it is no address of the form http://host:port",
                "Write it so; the endpoint runs on this machine or behind a tunnel",
            )
        };
        let rest = self.url.strip_prefix("http://").ok_or_else(wrong)?.trim_end_matches('/');
        let (host, path) = rest.split_once('/').map_or((rest, ""), |(host, path)| (host, path));
        let port = host.rsplit_once(':').and_then(|(_, port)| port.parse::<u16>().ok());
        let plain = host.bytes().all(|b| b.is_ascii_graphic());
        port.filter(|_| plain).ok_or_else(wrong)?;
        let slash = if path.is_empty() { "" } else { "/" };
        Ok((host.to_owned(), format!("{slash}{path}/v1/chat/completions")))
    }
}

/// Where letters go.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    pub host: String,
    pub port: u16,
    pub tls: MailTls,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// A file with the password alone, within the node's folder or by its whole path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_file: Option<String>,
    /// A file with the certificates (PEM) of the ministry's own authority, by which the server is
    /// known beside those that the machine trusts; within the node's folder or by its whole path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<String>,
    /// In whose name letters are sent.
    pub from: String,
}

impl Mail {
    /// Refuses what would give a password or a trust away, or what is half said.
    pub fn check(&self) -> Result<(), NodeError> {
        let wrong = |what: String, why: &str, remedy| Err(NodeError::invalid(what, why, remedy));
        let secured = !matches!(self.tls, MailTls::None);
        if self.user.is_some() && !secured && !self.is_on_this_machine() {
            return wrong(
                format!("mail.tls = \"none\" with mail.user and the host {:?}", self.host),
                "the password would cross the network in clear",
                "Write tls = \"starttls\" (port 587) or tls = \"tls\" (port 465) in [mail] of \
                 hiwar.toml, or leave user and password_file out; a server of your own authority \
                 is known by ca_file",
            );
        }
        if self.user.is_some() != self.password_file.is_some() {
            return wrong(
                "mail.user and mail.password_file".to_owned(),
                "one of them stands without the other",
                "Write both in [mail] of hiwar.toml, or neither",
            );
        }
        if self.ca_file.is_some() && !secured {
            return wrong(
                "mail.ca_file with tls = \"none\"".to_owned(),
                "without TLS no certificate is looked at",
                "Write tls = \"starttls\" or tls = \"tls\" in [mail] of hiwar.toml, or leave \
                 ca_file out",
            );
        }
        Ok(())
    }

    /// Whether the server is this machine itself, so that nothing crosses a network.
    fn is_on_this_machine(&self) -> bool {
        let ip = self.host.parse::<std::net::IpAddr>();
        ip.map_or(self.host.eq_ignore_ascii_case("localhost"), |ip| ip.to_canonical().is_loopback())
    }
}

/// How the line to the mail server is secured.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// Not at all: a server on this machine.
    None,
    /// From the first byte.
    Tls,
    /// After a plain greeting, and then without fail.
    Starttls,
}

/// What makes a node a demo node.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demo {
    /// Web address of the other party's node.
    pub other_url: String,
    /// Domain time at which the exercise starts, RFC 3339.
    pub starts: String,
}

/// One dialogue this node takes part in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DialogueConfig {
    pub id: String,
    /// What kind of compartment it is (`legal_assistance`); absent for an ordinary dialogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compartment: Option<String>,
    #[serde(default, rename = "peer", skip_serializing_if = "Vec::is_empty")]
    pub peers: Vec<PeerConfig>,
}

/// Where a peer can be reached; a peer without an address dials us.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeerConfig {
    pub party: String,
    /// `host:port` of the peer's exchange.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl Config {
    /// Reads `hiwar.toml` of a node's folder.
    pub fn read(folder: &Folder) -> Result<Config, NodeError> {
        let path = folder.config();
        if !path.exists() {
            return Err(NodeError::Folder {
                path,
                what: "there is no node here".into(),
                remedy: "Make one with `hiwar init`, or name its folder with --folder",
            });
        }
        let text = std::fs::read_to_string(&path).map_err(NodeError::io(&path))?;
        let config: Config = toml::from_str(&text).map_err(|error| NodeError::Folder {
            path: path.clone(),
            what: error.message().to_string(),
            remedy: "Correct the file; `hiwar init --help` lists every key",
        })?;
        config.party_id()?;
        if let Some(second) = &config.second_reader {
            second.place()?;
        }
        if let Some(mail) = &config.mail {
            mail.check()?;
        }
        for dialogue in &config.dialogues {
            dialogue.dialogue_id()?;
            dialogue.kind()?;
        }
        Ok(config)
    }

    /// Writes `hiwar.toml`, whole or not at all.
    pub fn write(&self, folder: &Folder) -> Result<(), NodeError> {
        let text = toml::to_string_pretty(self).map_err(|error| {
            NodeError::invalid("hiwar.toml", error, "Report this: it is a fault of Hiwar")
        })?;
        write_whole(&folder.config(), text.as_bytes(), 0o644)
    }

    /// A dialogue by its id; the first one when none is named.
    pub fn one_dialogue(&self, id: Option<&str>) -> Result<&DialogueConfig, NodeError> {
        let found = match id {
            Some(id) => self.dialogues.iter().find(|one| one.id == id),
            None => self.dialogues.first(),
        };
        found.ok_or_else(|| match id {
            Some(id) => NodeError::invalid(
                format!("dialogue {id:?}"),
                "this node has no such dialogue",
                "Name one of hiwar.toml",
            ),
            None => NodeError::invalid(
                "hiwar.toml",
                "it names no dialogue",
                "Add a [[dialogue]] with its id",
            ),
        })
    }

    /// The party as a typed token.
    pub fn party_id(&self) -> Result<PartyId, NodeError> {
        PartyId::parse(&self.party).map_err(|error| {
            NodeError::invalid(
                format!("party {:?}", self.party),
                error,
                "Use a short code in capitals, such as KW",
            )
        })
    }
}

impl DialogueConfig {
    /// What kind of dialogue it is to be; its charter says the same.
    pub fn kind(&self) -> Result<DialogueKind, NodeError> {
        let Some(name) = &self.compartment else { return Ok(DialogueKind::Ordinary) };
        DialogueKind::parse(name).ok_or_else(|| {
            NodeError::invalid(
                format!("compartment {name:?} of the dialogue {} in hiwar.toml", self.id),
                "there is no such kind of compartment",
                "Write legal_assistance, or leave the line out",
            )
        })
    }

    /// The dialogue's id as a typed token.
    pub fn dialogue_id(&self) -> Result<DialogueId, NodeError> {
        DialogueId::parse(&self.id).map_err(|error| {
            NodeError::invalid(
                format!("dialogue {:?}", self.id),
                error,
                "Use small letters, digits and hyphens",
            )
        })
    }
}

/// The places in a node's folder.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(path: impl Into<PathBuf>) -> Folder {
        Folder(path.into())
    }
    pub fn path(&self) -> &Path {
        &self.0
    }
    pub fn config(&self) -> PathBuf {
        self.0.join("hiwar.toml")
    }
    pub fn keys(&self) -> PathBuf {
        self.0.join("keys")
    }
    pub fn dialogue_keys(&self, dialogue: &DialogueId) -> PathBuf {
        self.keys().join(dialogue.as_str())
    }
    pub fn charter(&self, dialogue: &DialogueId) -> PathBuf {
        self.0.join(format!("charter-{dialogue}.json"))
    }
    pub fn card(&self, dialogue: &DialogueId, party: &PartyId) -> PathBuf {
        self.0.join("cards").join(format!("{dialogue}-{party}.json"))
    }
    pub fn joint(&self, dialogue: &DialogueId) -> PathBuf {
        self.0.join(format!("joint-{dialogue}.db"))
    }
    pub fn private(&self) -> PathBuf {
        self.0.join("private.db")
    }
    /// What is private to a compartment: its notes, drafts and trail, in a file of their own.
    pub fn private_of(&self, dialogue: &DialogueId) -> PathBuf {
        self.0.join(format!("private-{dialogue}.db"))
    }
    /// The search index of the joint records: never trusted, made anew when it is not there.
    pub fn index(&self) -> PathBuf {
        self.0.join("search").join("shared.db")
    }
    /// The search index of the private notes, in a file of its own.
    pub fn notes_index(&self) -> PathBuf {
        self.0.join("search").join("notes.db")
    }
    /// While this file is there, a serving node is asked to make the index anew.
    pub fn reindex(&self) -> PathBuf {
        self.0.join("search").join("remake")
    }
    /// The head guard: never part of a backup.
    pub fn guard(&self) -> PathBuf {
        self.0.join("guard")
    }
}

/// Writes a file under a temporary name, makes it durable and renames it into place.
pub(crate) fn write_whole(path: &Path, bytes: &[u8], mode: u32) -> Result<(), NodeError> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(NodeError::io(parent))?;
    }
    let temporary = path.with_extension("new");
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(mode)
        .open(&temporary)
        .map_err(NodeError::io(&temporary))?;
    file.write_all(bytes).map_err(NodeError::io(&temporary))?;
    file.sync_all().map_err(NodeError::io(&temporary))?;
    std::fs::rename(&temporary, path).map_err(NodeError::io(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(host: &str, tls: MailTls) -> Mail {
        Mail {
            host: host.to_owned(),
            port: 25,
            tls,
            user: Some("hiwar".to_owned()),
            password_file: Some("keys/mail".to_owned()),
            ca_file: None,
            from: "hiwar@ministry.example".to_owned(),
        }
    }

    #[test]
    fn no_password_goes_out_in_clear_but_to_this_machine() {
        for host in ["mail.ministry.example", "192.0.2.7", "localhost.example", "0.0.0.0"] {
            let refusal = mail(host, MailTls::None).check().expect_err(host).to_string();
            assert!(refusal.contains(host) && refusal.contains("starttls"), "{refusal}");
            assert!(mail(host, MailTls::Starttls).check().is_ok());
            assert!(mail(host, MailTls::Tls).check().is_ok());
            let nobody = Mail { user: None, password_file: None, ..mail(host, MailTls::None) };
            assert!(nobody.check().is_ok(), "a relay that asks for no password");
        }
        for host in ["localhost", "127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"] {
            assert!(mail(host, MailTls::None).check().is_ok(), "{host}");
        }
    }

    #[test]
    fn what_is_half_said_is_refused() {
        let no_password = Mail { password_file: None, ..mail("localhost", MailTls::Tls) };
        assert!(no_password.check().is_err());
        let no_user = Mail { user: None, ..mail("localhost", MailTls::Tls) };
        assert!(no_user.check().is_err());
        let plain = mail("localhost", MailTls::None);
        assert!(Mail { ca_file: Some("ca.pem".to_owned()), ..plain }.check().is_err());
    }

    #[test]
    fn a_node_does_not_start_with_a_password_in_clear() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = "party = \"KW\"\ndomain = \"hiwar.kw.example\"\nweb = \"127.0.0.1:0\"\n\
                    [mail]\nhost = \"mail.example\"\nport = 25\ntls = \"none\"\n\
                    user = \"u\"\npassword_file = \"p\"\nfrom = \"a@b.example\"\n";
        let folder = Folder::new(folder.path());
        std::fs::write(folder.config(), text).expect("written");
        assert!(Config::read(&folder).expect_err("refused").to_string().contains("in clear"));
        let secured = text.replace("\"none\"", "\"starttls\"");
        std::fs::write(folder.config(), secured).expect("written");
        assert!(Config::read(&folder).is_ok());
    }
}
