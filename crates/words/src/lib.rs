//! The words of errors and levels for interfaces that are not the page: terminal and shell.
//!
//! Owns nothing but the way to them: the texts are the interface's own, in `ui/messages`, so that
//! window and terminal say the same. Refuses texts of its own.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use workflow::ErrorView;
use workflow::settings::Language;

const VI: &str = include_str!("../../../ui/messages/vi.json");
const EN: &str = include_str!("../../../ui/messages/en.json");
const FR: &str = include_str!("../../../ui/messages/fr.json");

/// One sentence and one hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What happened.
    pub message: String,
    /// How to get on.
    pub hint: String,
}

/// The terminal's language as the system names it; Vietnamese where it names none.
#[must_use]
pub fn language() -> Language {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    match named.as_deref().map(|n| n.get(..2).unwrap_or_default()) {
        Some("en") => Language::En,
        Some("fr") => Language::Fr,
        _ => Language::Vi,
    }
}

/// The words of an error.
#[must_use]
pub fn of(error: &ErrorView, language: Language) -> Said {
    let code = serde_json::to_value(error.code).unwrap_or_default();
    let code = code.as_str().unwrap_or("internal").replace('-', "_");
    Said {
        message: text(language, &format!("error_{code}"), &error.params),
        hint: hint(language, &format!("error_{code}_hint"), &error.params),
    }
}

/// A text of the interface in the terminal's language, with its values put in.
#[must_use]
pub fn said(key: &str, params: &[(&str, String)]) -> String {
    let params = params.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    text(language(), key, &params)
}

/// The word for a finding's level.
#[must_use]
pub fn level(severity: policy::Severity) -> String {
    said(
        match severity {
            policy::Severity::Block => "level_block",
            policy::Severity::Restrict => "level_restrict",
            policy::Severity::Advise => "level_advise",
        },
        &[],
    )
}

/// A hint, or its plain form when a value that it names is not known.
fn hint(language: Language, key: &str, params: &BTreeMap<String, String>) -> String {
    let full = text(language, key, params);
    if full.contains('{') { text(language, &format!("{key}_plain"), params) } else { full }
}

/// A text of the interface with its values put in; empty when there is none of that name.
#[must_use]
pub fn text(language: Language, key: &str, params: &BTreeMap<String, String>) -> String {
    let file = match language {
        Language::Vi => VI,
        Language::En => EN,
        Language::Fr => FR,
    };
    let texts: Map<String, Value> = serde_json::from_str(file).unwrap_or_default();
    let text = texts.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    params.iter().fold(text, |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use workflow::Code;

    /// Every code has a sentence and a hint in three languages, and no value is left open.
    #[test]
    fn every_error_has_words() {
        let codes = [
            Code::NotFound,
            Code::EmptyFile,
            Code::NotMedia,
            Code::Truncated,
            Code::NoVideo,
            Code::NoAudio,
            Code::NothingKept,
            Code::Unreadable,
            Code::ReadOnly,
            Code::DiskFull,
            Code::Exists,
            Code::NeedsModel,
            Code::BadModel,
            Code::TestModel,
            Code::BadCaptions,
            Code::BadInput,
            Code::BadArgument,
            Code::EmptyScript,
            Code::RefusedEdit,
            Code::NothingToUndo,
            Code::ClipMissing,
            Code::NoMemory,
            Code::ChildDied,
            Code::Cancelled,
            Code::NewerDatabase,
            Code::BadRules,
            Code::RulesUnsigned,
            Code::RulesOlder,
            Code::RulesBroken,
            Code::NeedsAddress,
            Code::BadAddress,
            Code::RulesGone,
            Code::RulesNoLine,
            Code::RulesPage,
            Code::MissingCodec,
            Code::Busy,
            Code::BadCheckpoint,
            Code::OldProcessor,
            Code::ModelMemory,
            Code::NoLine,
            Code::FileGone,
            Code::WrongBytes,
            Code::Internal,
        ];
        for code in codes {
            for language in [Language::Vi, Language::En, Language::Fr] {
                let params = [
                    ("path", "/p/a.mp4"),
                    ("name", "a.mp4"),
                    ("what", "0-a"),
                    ("needs", "900"),
                    ("free", "300"),
                ];
                let params = params.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
                let said = of(&ErrorView { code, params, details: String::new() }, language);
                for text in [said.message, said.hint] {
                    assert!(!text.is_empty(), "{code:?} has no words in {language:?}");
                    assert!(!text.contains('{'), "{code:?} in {language:?}: {text}");
                }
            }
        }
    }
}
