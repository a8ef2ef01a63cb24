//! What is found in every report before anything is read out of it.

pub mod dates;
