//! What a page says when it cannot be drawn: what is wrong, and what to do.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use store::ErrorKind;

/// Something that ends a request.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) status: StatusCode,
    pub(crate) message: String,
    pub(crate) hint: String,
}

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'a> {
    current: &'static str,
    title: &'static str,
    message: &'a str,
    hint: &'a str,
}

impl Failure {
    pub(crate) fn new(status: StatusCode, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { status, message: message.into(), hint: hint.into() }
    }

    /// A request that makes no sense.
    pub(crate) fn asked(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message, "change the address, or go back and choose again")
    }

    /// Something that is not there.
    pub(crate) fn missing(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, message, hint)
    }

    fn title(&self) -> &'static str {
        match self.status {
            StatusCode::NOT_FOUND => "Not in the ledger",
            StatusCode::BAD_REQUEST => "That can't be asked",
            StatusCode::SERVICE_UNAVAILABLE => "The ledger can't be read",
            StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => "Not allowed",
            StatusCode::PAYLOAD_TOO_LARGE => "Too much at once",
            _ => "That went wrong",
        }
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        let status = match error.kind() {
            ErrorKind::Request => StatusCode::BAD_REQUEST,
            _ => StatusCode::SERVICE_UNAVAILABLE,
        };
        Self::new(status, error.to_string(), error.hint())
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, format!("the page can't be written: {error}"), "")
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, format!("the page can't be written: {error}"), "")
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let page = FailurePage { current: "", title: self.title(), message: &self.message, hint: &self.hint };
        let text = page.render().unwrap_or_else(|_| "the page can't be written".to_owned());
        (self.status, Html(text)).into_response()
    }
}
