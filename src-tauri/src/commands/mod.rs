//! What the window can ask for, one file a topic. Each command unpacks, calls one function of
//! `workflow` and maps the error; none decides anything.

pub(crate) mod check;
pub(crate) mod cues;
pub(crate) mod cuts;
pub(crate) mod dictionary;
pub(crate) mod drafts;
pub(crate) mod finish;
pub(crate) mod lint;
pub(crate) mod models;
pub(crate) mod settings;
pub(crate) mod startup;
pub(crate) mod take;
pub(crate) mod translate;

use workflow::ErrorView;

pub(crate) type Answer<T> = Result<T, ErrorView>;
