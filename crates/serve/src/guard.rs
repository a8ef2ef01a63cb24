//! What stands before every page: who may ask, from where, for how long, and what a browser may do with the
//! answer.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use sha2::{Digest as _, Sha256};

use crate::app::{App, digest};
use crate::failure::Failure;

/// Nothing is loaded from elsewhere, nothing runs or styles inline, nobody frames a page, and forms go home.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// How long a page may take. Reading reports in may take longer.
const PAGE: Duration = Duration::from_secs(15);
const READING: Duration = Duration::from_secs(600);

/// The most a page may be, in bytes.
const LARGEST: usize = 256 << 20;

/// Lets a request through to its page, and dresses the answer.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let matching = request.headers().get(header::IF_NONE_MATCH).cloned();
    let limit = if method == Method::POST { READING } else { PAGE };
    let mut answer = match allowed(&app, &method, request.headers()) {
        Err(failure) if failure.status == StatusCode::UNAUTHORIZED => {
            let realm = [(header::WWW_AUTHENTICATE, "Basic realm=\"rapporteur\", charset=\"UTF-8\"")];
            (realm, failure).into_response()
        }
        Err(failure) => failure.into_response(),
        Ok(()) => match tokio::time::timeout(limit, next.run(request)).await {
            Ok(answer) => answer,
            Err(_) => {
                let message = "this took too long and was given up";
                Failure::new(StatusCode::SERVICE_UNAVAILABLE, message, "ask for less, or try again")
                    .into_response()
            }
        },
    };
    let is_page = answer.status() == StatusCode::OK && matches!(method, Method::GET | Method::HEAD);
    if is_page {
        answer = tagged(answer, matching.as_ref()).await;
    }
    dress(answer.headers_mut());
    answer
}

/// True when the request may be answered.
fn allowed(app: &App, method: &Method, headers: &HeaderMap) -> Result<(), Failure> {
    let forbidden = |message: &str, hint: &str| Err(Failure::new(StatusCode::FORBIDDEN, message, hint));
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    match app.0.token {
        // A page elsewhere may let its own name point here; then the browser would take us for it.
        None if !is_loopback(host) => {
            return forbidden(
                "this address is not one of this machine",
                "open http://127.0.0.1 with the port, or start with --address and --token-file",
            );
        }
        None => {}
        Some(token) if !knows(headers, token) => {
            let hint = "give the token of --token-file as the password; any user name will do";
            return Err(Failure::new(StatusCode::UNAUTHORIZED, "the token is wrong or missing", hint));
        }
        Some(_) => {}
    }
    if matches!(*method, Method::GET | Method::HEAD) {
        return Ok(());
    }
    let elsewhere = match text(header::ORIGIN) {
        Some(origin) => origin.split_once("://").map(|(_, origin)| origin) != Some(host),
        None => false,
    };
    let crossing = matches!(text(header::HeaderName::from_static("sec-fetch-site")), Some(site) if site != "same-origin" && site != "none");
    if elsewhere || crossing {
        return forbidden("this was sent from another site", "open the page here and send it from there");
    }
    Ok(())
}

fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

/// True when the request carries the token. Digests are compared, so that the time taken tells nothing.
fn knows(headers: &HeaderMap, token: [u8; 32]) -> bool {
    let Some(value) = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    match value.split_once(' ') {
        Some((scheme, given)) if scheme.eq_ignore_ascii_case("bearer") => digest(given.trim()) == token,
        Some((scheme, given)) if scheme.eq_ignore_ascii_case("basic") => {
            let decoded = base64::engine::general_purpose::STANDARD.decode(given.trim()).unwrap_or_default();
            let decoded = String::from_utf8(decoded).unwrap_or_default();
            decoded.split_once(':').is_some_and(|(_, password)| digest(password) == token)
        }
        _ => false,
    }
}

/// The answer with a tag of its bytes; without them when the reader has just these.
async fn tagged(answer: Response, matching: Option<&HeaderValue>) -> Response {
    let (mut parts, body) = answer.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "the page is too large", "ask for less")
            .into_response();
    };
    let tag = tag(&bytes);
    let known = matching.and_then(|value| value.to_str().ok()).is_some_and(|value| {
        value.split(',').map(|one| one.trim().trim_start_matches("W/")).any(|one| one == tag || one == "*")
    });
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    if known {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn tag(bytes: &Bytes) -> String {
    let digest = Sha256::digest(bytes);
    format!("\"{}\"", digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect::<String>())
}

fn dress(headers: &mut HeaderMap) {
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // With no referrer at all a browser would not say, either, where a form was sent from.
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // A page shows what is in the ledger now; its tag tells whether it has changed.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_knows_this_machine() {
        for host in ["localhost", "localhost:7878", "127.0.0.1:7878", "[::1]:7878", "[::1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["", "localhost.example.org", "example.org:7878", "127.0.0.1.example.org"] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
