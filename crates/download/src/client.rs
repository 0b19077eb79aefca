//! Owns the HTTP client: certificates, the proxy, which addresses may be called.

use crate::{Error, Habits};
use reqwest::{Client, Proxy, Url, redirect};
use rustls::ClientConfig;
use rustls_platform_verifier::BuilderVerifierExt;
use std::sync::Arc;

/// Redirections that are followed.
const REDIRECTIONS: usize = 10;

/// Reads an address and refuses one that is not encrypted, unless it is this computer's own.
pub(crate) fn address(text: &str) -> Result<Url, Error> {
    let refused = |why| Error::Address { address: text.to_owned(), why };
    let url = Url::parse(text).map_err(|_| refused("it cannot be read"))?;
    if allowed(&url) { Ok(url) } else { Err(refused("only https is used")) }
}

fn allowed(url: &Url) -> bool {
    let own = |host: &str| {
        let ip = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
        host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
    };
    match url.scheme() {
        "https" => url.host_str().is_some(),
        "http" => url.host_str().is_some_and(own),
        _ => false,
    }
}

/// A client with the system's certificates and the system's proxy, or the one of `habits`.
pub(crate) fn client(habits: &Habits) -> Result<Client, Error> {
    let fails = |why| move |_| Error::Client { why };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(ConfigWithVerifier::with_platform_verifier)
        .map_err(fails("the system's certificates cannot be used"))?
        .with_no_client_auth();
    let mut builder = Client::builder()
        .tls_backend_preconfigured(tls)
        .connect_timeout(habits.stall)
        .user_agent(concat!("mang-studio/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::custom(|attempt| {
            if attempt.previous().len() >= REDIRECTIONS {
                attempt.error("too many redirections")
            } else if allowed(attempt.url()) {
                attempt.follow()
            } else {
                attempt.error("redirected to an address without encryption")
            }
        }));
    if let Some(proxy) = &habits.proxy {
        let refused =
            |_| Error::Address { address: proxy.clone(), why: "it is no address of a proxy" };
        builder = builder.proxy(Proxy::all(proxy.as_str()).map_err(refused)?);
    }
    builder.build().map_err(|_| Error::Client { why: "what was chosen does not fit together" })
}

/// The builder of `rustls` before it knows whom to trust.
type ConfigWithVerifier = rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_this_computer_are_called() {
        for good in ["https://huggingface.co/a", "http://127.0.0.1:80/a", "http://[::1]:9/a"] {
            assert!(address(good).is_ok(), "{good}");
        }
        for bad in ["http://huggingface.co/a", "ftp://a/b", "file:///etc/passwd", "no", "https://"]
        {
            assert!(address(bad).is_err(), "{bad}");
        }
    }
}
