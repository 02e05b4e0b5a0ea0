//! Letters by e-mail: through the SMTP server that the operator set, or as files in the folder
//! `outbox` of the node. It makes every header itself, so that no word of the record can add one.
//! It must never send anything but what it is given, and never to anybody but the one named.

use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use node::NodeError;
use node::config::{Config, Folder, Mail, MailTls};
use node::keys::random;

use crate::limits;

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Why a letter did not go out.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The address is none.
    #[error("the address {0:?} is none: write name@host")]
    Address(String),
    /// The server said that it does not take it: it can be tried again.
    #[error("the mail server refused it: {0}. Compare [mail] in hiwar.toml with the server")]
    Refused(String),
    /// Nobody knows whether it was taken: it is not tried again.
    #[error("the line to the mail server broke: {0}. It may or may not have been taken")]
    Unknown(String),
    /// The folder cannot be written.
    #[error("the folder of letters: {0}")]
    Folder(String),
}

/// Sends letters. Cheap to clone.
#[derive(Clone)]
pub struct Mailer {
    from: Mailbox,
    way: Way,
}

#[derive(Clone)]
enum Way {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

/// RFC 3834: nobody's absence notice answers a reminder.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<AutoSubmitted, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// An address as it may be written to: plain ASCII, one host with a name.
pub fn address(text: &str) -> Result<Address, MailError> {
    let wrong = || MailError::Address(text.chars().take(80).collect());
    let plain = text.bytes().all(|b| b.is_ascii_graphic() && !b"<>\",;()[]\\".contains(&b));
    if !plain || text.len() > limits::MAIL_ADDRESS_BYTES_MAX {
        return Err(wrong());
    }
    let address: Address = text.parse().map_err(|_| wrong())?;
    if address.domain().contains('.') { Ok(address) } else { Err(wrong()) }
}

impl Mailer {
    /// The mailer of a node, by `[mail]` in its configuration.
    pub fn open(folder: &Folder, config: &Config) -> Result<Mailer, NodeError> {
        let Some(mail) = &config.mail else {
            let domain = config.domain.split('/').next().unwrap_or_default();
            let from = format!("hiwar@{domain}");
            let from = from.parse().or_else(|_| "hiwar@node.invalid".parse());
            let from = from.map_err(|_| wrong(config.domain.clone(), "no domain".to_owned()))?;
            let way = Way::Folder(folder.path().join("outbox"));
            return Ok(Mailer { from, way });
        };
        let from: Mailbox = mail
            .from
            .parse()
            .map_err(|_| wrong(format!("from {:?}", mail.from), "it is no address".to_owned()))?;
        mail.check()?;
        let mut server =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(mail.host.as_str())
                .port(mail.port)
                .timeout(Some(Duration::from_secs(limits::MAIL_SECONDS_MAX)));
        server = match mail.tls {
            MailTls::None => server,
            MailTls::Starttls => server.tls(Tls::Required(trusted(folder, mail)?)),
            MailTls::Tls => server.tls(Tls::Wrapper(trusted(folder, mail)?)),
        };
        if let (Some(user), Some(file)) = (&mail.user, &mail.password_file) {
            let password = std::fs::read_to_string(folder.path().join(file))
                .map_err(|error| wrong(format!("password_file {file:?}"), error.to_string()))?;
            let password = password.trim_end_matches(['\r', '\n']).to_owned();
            server = server.credentials(Credentials::new(user.clone(), password));
        }
        Ok(Mailer { from, way: Way::Server(server.build()) })
    }

    /// Sends a letter.
    pub async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let message = self.message(letter)?;
        match &self.way {
            Way::Folder(folder) => keep(folder, &message.formatted()),
            Way::Server(server) => {
                // With whom no line can be opened has taken nothing: the letter is tried again.
                match server.test_connection().await {
                    Ok(true) => give(server, message).await,
                    Ok(false) => Err(MailError::Refused("it closed the line".to_owned())),
                    Err(error) => Err(MailError::Refused(with_causes(&error))),
                }
            }
        }
    }

    /// Both forms of a letter, the plain one first (RFC 2046, 5.1.4).
    fn message(&self, letter: &Letter) -> Result<Message, MailError> {
        let to = Mailbox::new(None, address(&letter.to)?);
        let one_line = |c: char| if c.is_control() { ' ' } else { c };
        let subject: String =
            letter.subject.chars().map(one_line).take(limits::MAIL_SUBJECT_CHARS_MAX).collect();
        let body = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(subject)
            .header(AutoSubmitted)
            .multipart(body);
        message.map_err(|error| MailError::Refused(error.to_string()))
    }
}

async fn give(
    server: &AsyncSmtpTransport<Tokio1Executor>,
    message: Message,
) -> Result<(), MailError> {
    let Err(error) = server.send(message).await else { return Ok(()) };
    let said_no = error.is_transient() || error.is_permanent();
    if said_no || error.is_client() || error.is_tls() {
        return Err(MailError::Refused(with_causes(&error)));
    }
    Err(MailError::Unknown(with_causes(&error)))
}

/// An error with what is behind it: which certificate, which line of the server.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !words.contains(&more) {
            words.push_str(": ");
            words.push_str(&more);
        }
        cause = error.source();
    }
    words
}

fn wrong(what: String, why: String) -> NodeError {
    NodeError::Invalid { what, why, remedy: "Mend [mail] in hiwar.toml" }
}

/// With what a certificate in PEM begins (RFC 7468).
const PEM_MARK: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// Under which certificates the server is believed: those that the machine trusts, and those of the
/// authority that the operator named.
fn trusted(folder: &Folder, mail: &Mail) -> Result<TlsParameters, NodeError> {
    let mut parameters = TlsParameters::builder(mail.host.clone());
    if let Some(file) = &mail.ca_file {
        let what = || format!("ca_file {file:?}");
        let pem = std::fs::read(folder.path().join(file))
            .map_err(|error| wrong(what(), error.to_string()))?;
        if !pem.windows(PEM_MARK.len()).any(|part| part == PEM_MARK) {
            return Err(wrong(what(), "it holds no certificate in PEM".to_owned()));
        }
        let authority = Certificate::from_pem(&pem);
        let authority = authority.map_err(|error| wrong(what(), with_causes(&error)))?;
        parameters = parameters.add_root_certificate(authority);
    }
    parameters.build().map_err(|error| wrong("tls".to_owned(), with_causes(&error)))
}

/// Writes a letter as a file that only the node reads; whole, or not at all.
fn keep(folder: &Path, bytes: &[u8]) -> Result<(), MailError> {
    let failed = |error: std::io::Error| MailError::Folder(error.to_string());
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut name = [0; 12];
    random(&mut name).map_err(|error| MailError::Folder(error.to_string()))?;
    let name: String = name.iter().map(|byte| format!("{byte:02x}")).collect();
    let (temporary, path) = (folder.join(format!(".{name}")), folder.join(format!("{name}.eml")));
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&temporary)
        .map_err(failed)?;
    std::io::Write::write_all(&mut file, bytes).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    std::fs::rename(&temporary, &path).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_address() {
        assert!(address("focal.point@ministry.example").is_ok());
        for wrong in [
            "",
            "nobody",
            "a@b",
            "a@b.example,c@d.example",
            "a@b.example\r\nBcc: c@d.example",
            "\"a b\"@c.example",
            "Name <a@b.example>",
            "a@b.example ",
            "ا@b.example",
        ] {
            assert!(address(wrong).is_err(), "{wrong:?}");
        }
        assert!(address(&format!("{}@b.example", "a".repeat(300))).is_err());
    }

    #[test]
    fn no_word_of_a_letter_adds_a_header() {
        let from = "hiwar@node.example".parse().expect("an address");
        let mailer = Mailer { from, way: Way::Folder(PathBuf::new()) };
        let letter = Letter {
            to: "a@b.example".to_owned(),
            subject: "تذكير\r\nBcc: evil@c.example\r\n\r\nbody".to_owned(),
            text: "Bcc: evil@c.example".to_owned(),
            html: "<p>x</p>".to_owned(),
        };
        let message = mailer.message(&letter).expect("a message");
        assert_eq!(message.envelope().to().len(), 1);
        let bytes = String::from_utf8(message.formatted()).expect("ASCII");
        let head = bytes.split("\r\n\r\n").next().expect("a head");
        assert!(!head.lines().any(|line| line.to_lowercase().starts_with("bcc")), "{head}");
        assert!(head.contains("Auto-Submitted: auto-generated"), "{head}");
    }
}
