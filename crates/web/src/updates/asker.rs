//! From where a request comes, for counting only: the address of the connection, or, behind a proxy
//! on this machine, the one that the proxy added last. It is never shown and never stored.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use http::HeaderMap;
use http::request::Parts;

use crate::app::App;

/// The address that asks.
pub struct Asker(pub String);

impl FromRequestParts<App> for Asker {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Asker, Self::Rejection> {
        let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Asker(address(connected.map(|info| info.0.ip()), &parts.headers)))
    }
}

/// Only a proxy on this machine is believed; what a caller wrote before it counts nothing.
fn address(connected: Option<IpAddr>, headers: &HeaderMap) -> String {
    let Some(connected) = connected else { return "unknown".to_owned() };
    // An IPv4 caller of a listener for both counts as what it is.
    let connected = connected.to_canonical();
    if connected.is_loopback() {
        let lines = headers.get_all("x-forwarded-for");
        let last = lines.iter().next_back().and_then(|value| value.to_str().ok());
        let last = last.and_then(|line| line.rsplit(',').next());
        if let Some(named) = last.and_then(|text| text.trim().parse::<IpAddr>().ok()) {
            return named.to_canonical().to_string();
        }
    }
    connected.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_proxy_beside_us_names_an_address() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "198.51.100.9, 192.0.2.7".parse().expect("a value"));
        let at = |ip: &str| address(Some(ip.parse().expect("an address")), &headers);
        assert_eq!(at("127.0.0.1"), "192.0.2.7");
        assert_eq!(at("203.0.113.5"), "203.0.113.5");
        assert_eq!(address(None, &headers), "unknown");
        headers.insert("x-forwarded-for", "nonsense".parse().expect("a value"));
        let plain = address(Some("127.0.0.1".parse().expect("an address")), &headers);
        assert_eq!(plain, "127.0.0.1");
    }
}
