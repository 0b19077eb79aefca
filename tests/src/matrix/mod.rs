//! The cut matrix: numbered clips of every kind, random cut lists, and an oracle that says for
//! each result which source frame every output frame is, and where its sound comes from.

pub mod decoded;
pub mod film;
pub mod hearing;
pub mod judge;
pub mod lists;
pub mod numbered;
pub mod recipe;
pub mod tally;
pub mod wanted;
