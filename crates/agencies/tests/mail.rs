//! Letters through a mail server with TLS: a small one in this process, whose certificate an
//! authority of the test made, as the authority of a ministry makes those of its servers. A server
//! that cannot be believed, or that offers no TLS, is given neither password nor letter.

use std::path::Path;
use std::sync::{Arc, Mutex};

use agencies::mail::{Letter, MailError, Mailer};
use node::NodeError;
use node::config::{Config, Folder, Mail, MailTls};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

const PASSWORD: &str = "a long sentence as password";

/// How the server speaks.
#[derive(Clone, Copy, PartialEq)]
enum Speaks {
    Tls,
    Starttls,
    /// As `Starttls`, but it does not offer it: somebody on the line took the offer away.
    Plain,
}

/// What the server heard, line by line.
type Heard = Arc<Mutex<Vec<String>>>;

struct Server {
    folder: tempfile::TempDir,
    port: u16,
    heard: Heard,
}

impl Server {
    /// A server on loopback whose certificate is for `name`; its authority lies in `ca.pem`.
    async fn start(speaks: Speaks, name: &str) -> Server {
        let folder = tempfile::tempdir().expect("a folder");
        let acceptor = certified(folder.path(), name);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let heard = Heard::default();
        let hears = heard.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, hears) = (acceptor.clone(), hears.clone());
                tokio::spawn(async move {
                    let mut stream = stream;
                    if speaks != Speaks::Tls && !greet(&mut stream, speaks, &hears).await {
                        return;
                    }
                    if let Ok(stream) = acceptor.accept(stream).await {
                        secured(stream, speaks == Speaks::Tls, &hears).await;
                    }
                });
            }
        });
        Server { folder, port, heard }
    }

    fn mailer(&self, tls: MailTls, ca_file: Option<&str>) -> Mailer {
        self.opened(tls, ca_file).expect("a mailer")
    }

    fn opened(&self, tls: MailTls, ca_file: Option<&str>) -> Result<Mailer, NodeError> {
        let folder = Folder::new(self.folder.path());
        std::fs::write(folder.path().join("password"), format!("{PASSWORD}\n")).expect("written");
        let config = Config {
            party: "KW".to_owned(),
            domain: "hiwar.kw.example".to_owned(),
            web: "127.0.0.1:0".to_owned(),
            exchange: None,
            hold: None,
            second_reader: None,
            mail: Some(Mail {
                host: "127.0.0.1".to_owned(),
                port: self.port,
                tls,
                user: Some("hiwar".to_owned()),
                password_file: Some("password".to_owned()),
                ca_file: ca_file.map(str::to_owned),
                from: "Hiwar <hiwar@ministry.example>".to_owned(),
            }),
            demo: None,
            dialogues: Vec::new(),
        };
        Mailer::open(&folder, &config)
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().expect("no panic").clone()
    }
}

/// Makes an authority and a certificate for `name` under it.
fn certified(folder: &Path, name: &str) -> TlsAcceptor {
    let mut authority = CertificateParams::new(Vec::new()).expect("parameters");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("a key");
    let authority = CertifiedIssuer::self_signed(authority, key).expect("an authority");
    std::fs::write(folder.join("ca.pem"), authority.pem()).expect("written");
    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(vec![name.to_owned()]).expect("parameters");
    let certificate = params.signed_by(&key, &authority).expect("a certificate");
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    let config = ServerConfig::builder_with_provider(Arc::new(provider))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .expect("a configuration");
    TlsAcceptor::from(Arc::new(config))
}

/// The plain beginning of RFC 3207; true when TLS was asked for.
async fn greet(stream: &mut tokio::net::TcpStream, speaks: Speaks, heard: &Heard) -> bool {
    let (read, mut write) = stream.split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 mail.example ESMTP\r\n").await.expect("said");
    while let Ok(Some(line)) = lines.next_line().await {
        heard.lock().expect("no panic").push(format!("plain {line}"));
        let answer = match line.split(' ').next().unwrap_or_default() {
            "STARTTLS" if speaks == Speaks::Starttls => {
                write.write_all(b"220 go ahead\r\n").await.expect("said");
                return true;
            }
            "EHLO" if speaks == Speaks::Starttls => "250-mail.example\r\n250 STARTTLS\r\n",
            "EHLO" => "250-mail.example\r\n250 AUTH PLAIN LOGIN\r\n",
            "QUIT" => return false,
            _ => "250 fine\r\n",
        };
        write.write_all(answer.as_bytes()).await.expect("said");
    }
    false
}

/// The rest of the talk, behind TLS.
async fn secured(stream: impl AsyncRead + AsyncWrite, greets: bool, heard: &Heard) {
    let (read, mut write) = tokio::io::split(stream);
    let mut lines = BufReader::new(read).lines();
    if greets {
        write.write_all(b"220 mail.example ESMTP\r\n").await.expect("said");
    }
    let mut in_data = false;
    while let Ok(Some(line)) = lines.next_line().await {
        heard.lock().expect("no panic").push(format!("secured {line}"));
        let answer = match line.split(' ').next().unwrap_or_default() {
            "." if in_data => {
                in_data = false;
                "250 taken\r\n"
            }
            _ if in_data => continue,
            "EHLO" => "250-mail.example\r\n250 AUTH PLAIN LOGIN\r\n",
            "AUTH" => "235 welcome\r\n",
            "DATA" => {
                in_data = true;
                "354 go on\r\n"
            }
            _ => "250 fine\r\n",
        };
        if write.write_all(answer.as_bytes()).await.is_err() || line == "QUIT" {
            return;
        }
    }
}

fn letter() -> Letter {
    Letter {
        to: "office@ministry.example".to_owned(),
        subject: "تذكير".to_owned(),
        text: "one line\n".to_owned(),
        html: "<p>one line</p>".to_owned(),
    }
}

/// `AUTH PLAIN` of the user and the password of the test (RFC 4616).
fn said_password(heard: &[String]) -> bool {
    use base64::Engine as _;
    let plain = format!("\0hiwar\0{PASSWORD}");
    let word = base64::engine::general_purpose::STANDARD.encode(plain);
    heard.iter().any(|line| *line == format!("secured AUTH PLAIN {word}"))
}

#[tokio::test]
async fn letters_and_the_password_go_behind_tls_under_the_authority_that_was_named() {
    for (speaks, tls) in [(Speaks::Tls, MailTls::Tls), (Speaks::Starttls, MailTls::Starttls)] {
        let server = Server::start(speaks, "127.0.0.1").await;
        server.mailer(tls, Some("ca.pem")).send(&letter()).await.expect("sent");
        let heard = server.heard();
        assert!(said_password(&heard), "{heard:?}");
        assert!(heard.contains(&"secured .".to_owned()), "{heard:?}");
        let in_clear = heard.iter().filter_map(|line| line.strip_prefix("plain "));
        let harmless = |line: &str| line.starts_with("EHLO") || line == "STARTTLS";
        assert!(in_clear.clone().all(harmless), "{heard:?}");
    }
}

#[tokio::test]
async fn a_server_that_cannot_be_believed_is_given_nothing() {
    // Its authority is not among those that the machine trusts; or it is another server.
    for (name, ca_file) in [("127.0.0.1", None), ("other.example", Some("ca.pem"))] {
        for (speaks, tls) in [(Speaks::Tls, MailTls::Tls), (Speaks::Starttls, MailTls::Starttls)] {
            let server = Server::start(speaks, name).await;
            let refused = server.mailer(tls, ca_file).send(&letter()).await;
            let Err(MailError::Refused(why)) = refused else { panic!("{name}: {refused:?}") };
            assert!(why.to_lowercase().contains("certificate"), "it says why: {why}");
            assert!(server.heard().iter().all(|line| !line.starts_with("secured")), "{name}");
        }
    }
}

#[tokio::test]
async fn nothing_falls_back_to_a_line_in_clear() {
    let server = Server::start(Speaks::Plain, "127.0.0.1").await;
    let refused = server.mailer(MailTls::Starttls, Some("ca.pem")).send(&letter()).await;
    assert!(matches!(refused, Err(MailError::Refused(_))), "{refused:?}");
    let heard = server.heard();
    assert!(heard.iter().all(|line| !line.contains("AUTH") && !line.contains("MAIL")), "{heard:?}");
}

#[tokio::test]
async fn an_authority_that_is_none_is_refused_with_its_name() {
    let server = Server::start(Speaks::Tls, "127.0.0.1").await;
    let folder = Folder::new(server.folder.path());
    for (file, bytes) in [("absent.pem", None), ("empty.pem", Some("no certificate"))] {
        if let Some(bytes) = bytes {
            std::fs::write(folder.path().join(file), bytes).expect("written");
        }
        let Err(error) = server.opened(MailTls::Tls, Some(file)) else { panic!("{file}") };
        assert!(error.to_string().contains(file), "{error}");
    }
}
