//! Outlets by where they publish.

use crate::actors::{ActorId, Actors};

/// The outlets among the actors.
#[derive(Clone, Copy, Debug)]
pub struct Outlets<'a>(pub(crate) &'a Actors);

impl Outlets<'_> {
    /// The outlet of a site: `www.tass.com`, `edition.cnn.com` and `CNN.com` are found as `tass.com` and
    /// `cnn.com`. An address works too.
    pub fn by_domain(&self, domain: &str) -> Option<ActorId> {
        let host = domain.split_once("://").map_or(domain, |(_, rest)| rest);
        let host = host.split(['/', ':', '?', '#']).next().unwrap_or(host).to_ascii_lowercase();
        let mut host = host.as_str();
        loop {
            if let Some(outlet) = self.0.of_domain(host) {
                return Some(outlet);
            }
            (_, host) = host.split_once('.')?;
        }
    }
}
