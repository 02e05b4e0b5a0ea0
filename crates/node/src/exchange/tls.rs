//! TLS 1.3 between nodes, both sides with self-signed certificates whose keys are pinned in the
//! charter. Names, authorities, expiry and revocation are ignored on purpose: the pin is the
//! whole of the trust, and nothing online can stop an exchange (record format, part 6).

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms, aws_lc_rs};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, DistinguishedName, Error, ServerConfig,
    SignatureScheme,
};

use crate::error::NodeError;
use crate::keys::{TlsIdentity, pin_of};

/// Says whether a pin belongs to a peer we may talk to.
pub type Allows = Arc<dyn Fn(&str) -> bool + Send + Sync>;

/// The configuration of the side that is dialled.
pub fn server(identity: &TlsIdentity, allows: Allows) -> Result<Arc<ServerConfig>, NodeError> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let verifier = Arc::new(Pinned::new(&provider, allows));
    let config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .and_then(|builder| {
            builder
                .with_client_cert_verifier(verifier)
                .with_single_cert(vec![certificate(identity)], private_key(identity))
        })
        .map_err(unusable)?;
    Ok(Arc::new(config))
}

/// The configuration of the side that dials.
pub fn client(identity: &TlsIdentity, allows: Allows) -> Result<Arc<ClientConfig>, NodeError> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let verifier = Arc::new(Pinned::new(&provider, allows));
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .and_then(|builder| {
            builder
                .dangerous()
                .with_custom_certificate_verifier(verifier)
                .with_client_auth_cert(vec![certificate(identity)], private_key(identity))
        })
        .map_err(unusable)?;
    Ok(Arc::new(config))
}

fn certificate(identity: &TlsIdentity) -> CertificateDer<'static> {
    CertificateDer::from(identity.certificate_der.clone())
}

fn private_key(identity: &TlsIdentity) -> PrivateKeyDer<'static> {
    PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(identity.key_der.clone()))
}

fn unusable(error: Error) -> NodeError {
    NodeError::invalid("the TLS key", error, "Restore keys/tls.key and keys/tls.cert")
}

/// Accepts a certificate if, and only if, its key is pinned.
struct Pinned {
    allows: Allows,
    algorithms: WebPkiSupportedAlgorithms,
}

impl Pinned {
    fn new(provider: &CryptoProvider, allows: Allows) -> Pinned {
        Pinned { allows, algorithms: provider.signature_verification_algorithms }
    }

    fn judge(&self, certificate: &CertificateDer<'_>) -> Result<(), Error> {
        let pin =
            pin_of(certificate).ok_or(Error::InvalidCertificate(CertificateError::BadEncoding))?;
        if (self.allows)(&pin) {
            return Ok(());
        }
        tracing::warn!(pin, "a node with a key that no charter pins tried to connect");
        Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure))
    }
}

impl std::fmt::Debug for Pinned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pinned")
    }
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.judge(end_entity).map(|()| ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("TLS 1.2 is not spoken here".into()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        rustls::crypto::verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

impl ClientCertVerifier for Pinned {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        self.judge(end_entity).map(|()| ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("TLS 1.2 is not spoken here".into()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        rustls::crypto::verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
