//! extract

pub mod annotate;
