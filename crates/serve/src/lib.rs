//! The pages an analyst works in, and the API and feeds beside them, over HTTP.
//!
//! Pages are drawn on the server from the ledger and its views, work without JavaScript, and load nothing
//! from anywhere else. What a report says is hostile input here: it is escaped wherever it stands, a strict
//! content security policy allows neither inline script nor inline style, and no request names a file.
//!
//! > GET /reports/harbour-7
//!
//! is answered with the text of the report `harbour-7`, its evidence marked, and its rows in the margin.
//!
//! [`router`] is the whole of it as a service, [`run`] puts it on a port.

mod api;
mod app;
mod chart;
mod compare;
mod failure;
mod feed;
mod graph;
mod guard;
mod index;
mod intake;
mod listen;
mod pages;
mod params;
mod rows;
mod shelf;

pub use app::{App, Options};
pub use listen::run;
pub use pages::router;
