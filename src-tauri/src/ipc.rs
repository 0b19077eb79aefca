//! Owns the list of commands that the window may call, and the TypeScript that describes them.

use crate::commands::{
    check, cues, cuts, dictionary, drafts, finish, learn, lint, models, rules, settings, startup,
    take, translate,
};
use tauri::Wry;
use tauri_specta::{Builder, collect_commands};

/// Every command, once.
pub(crate) fn builder() -> Builder<Wry> {
    Builder::<Wry>::new().disable_serde_phases().commands(collect_commands![
        settings::get_settings,
        settings::set_settings,
        models::speech_models,
        models::model_shelf,
        models::fetch_speech_model,
        models::discard_speech_model,
        models::pick_speech_model,
        models::add_speech_model,
        models::remove_speech_model,
        models::verify_speech_models,
        models::measure_computer,
        startup::startup_clip,
        startup::pick_clip,
        startup::open_folder,
        startup::cancel_job,
        startup::close_window,
        drafts::list_drafts,
        drafts::open_clip,
        drafts::open_sample,
        drafts::new_draft,
        drafts::attach_clip,
        drafts::get_draft,
        drafts::delete_draft,
        drafts::visit_step,
        drafts::apply_edit,
        drafts::undo,
        drafts::redo,
        cues::split_cue,
        cues::merge_cue,
        cues::make_captions,
        cues::import_captions,
        cues::export_captions,
        dictionary::dictionary,
        dictionary::add_to_dictionary,
        dictionary::remove_from_dictionary,
        dictionary::dictionary_offers,
        dictionary::replace_by_dictionary,
        take::restore_line,
        take::take_spoken,
        take::dismiss_note,
        take::keep_last,
        lint::caption_advice,
        lint::mend_cue,
        lint::take_offer,
        lint::reflow_captions,
        translate::can_translate,
        translate::translate_captions,
        cuts::propose_cuts,
        cuts::cut_text,
        cuts::fillers,
        cuts::waveform,
        cuts::thumbnails,
        check::check_draft,
        check::look_at_film,
        check::apply_suggestion,
        check::waive_finding,
        check::save_report,
        learn::lesson,
        learn::quiz,
        learn::quiz_answered,
        learn::learning_progress,
        learn::save_progress,
        rules::rules_in_use,
        rules::add_rules,
        rules::fetch_rules,
        rules::reset_rules,
        finish::finish_plan,
        finish::finish,
    ])
}

#[cfg(test)]
mod tests {
    use specta_typescript::Typescript;

    /// The committed file is what the commands say. `BLESS=1` writes it anew.
    #[test]
    fn bindings_have_not_drifted() {
        let committed = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/ipc/bindings.ts");
        let folder = tempfile::tempdir().unwrap();
        let fresh = folder.path().join("bindings.ts");
        let header = "// Generated from src-tauri/src/ipc.rs; never edit. BLESS=1 ./x test writes it anew.\n";
        super::builder().export(Typescript::default().header(header), &fresh).unwrap();
        let fresh = std::fs::read_to_string(fresh).unwrap();
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(committed, &fresh).unwrap();
        }
        let committed = std::fs::read_to_string(committed).unwrap().replace("\r\n", "\n");
        assert!(committed == fresh, "ui/src/ipc/bindings.ts has drifted: BLESS=1 writes it anew");
    }
}
