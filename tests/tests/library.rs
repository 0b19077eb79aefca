//! Drafts, models and the data folder through the real program.

use acceptance::{Mang, clips, program, refusal, repository};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Stdio;

fn drafts(mang: &Mang) -> Vec<Value> {
    let list = mang.json(["draft", "list"]).ended_with(0).json();
    list["drafts"].as_array().expect("a list").clone()
}

fn id(view: &Value) -> String {
    view["id"].as_str().expect("an id").to_owned()
}

#[test]
fn a_draft_goes_out_as_a_file_and_comes_back_the_same() {
    let mang = Mang::new();
    clips::plain(&mang.path("Mật ong.mp4"));
    std::fs::write(mang.path("lời.txt"), "Xin chào.\n\nMua nhé.").unwrap();
    let made =
        mang.json(["draft", "new", "Mật ong.mp4", "--script", "lời.txt"]).ended_with(0).json();
    assert_eq!(made["draft"]["title"], "Mật ong");
    assert_eq!(made["draft"]["script"]["scenes"].as_array().unwrap().len(), 2);
    assert_eq!(made["draft"]["clip"]["info"]["duration_us"], 2_000_000);
    let first = id(&made);
    assert_eq!(mang.json(["draft", "show", &first]).ended_with(0).json(), made);
    let _ = mang.run(["draft", "export", &first, "-o", "ra.json"]).ended_with(0);
    refusal::expect(&mang, &["draft", "export", &first, "-o", "ra.json"], 2, "exists");
    let again = mang.json(["draft", "import", "ra.json"]).ended_with(0).json();
    assert_ne!(id(&again), first, "a draft of its own");
    assert_eq!(again["draft"], made["draft"]);
    let ids: Vec<String> = drafts(&mang).iter().map(id).collect();
    assert_eq!(ids.len(), 2);
    assert!(ids.contains(&first));
    let _ = mang.run(["draft", "delete", &first]).ended_with(0);
    assert_eq!(drafts(&mang).iter().map(id).collect::<Vec<_>>(), [id(&again)]);
    assert!(mang.path("Mật ong.mp4").is_file(), "the clip stays");
    refusal::expect(&mang, &["draft", "show", &first], 2, "not-found");
    refusal::expect(&mang, &["draft", "delete", &first], 2, "not-found");
}

#[test]
fn a_file_that_is_no_draft_is_refused() {
    let mang = Mang::new();
    for text in ["", "{}", "[]", "Xin chào"] {
        std::fs::write(mang.path("a.json"), text).unwrap();
        refusal::expect(&mang, &["draft", "import", "a.json"], 2, "bad-input");
    }
    let _ = mang.run(["draft", "new", "--title", "Bánh chưng"]).ended_with(0);
    let own = id(&drafts(&mang)[0]);
    let _ = mang.run(["draft", "export", &own, "-o", "b.json"]).ended_with(0);
    let mut draft: Value =
        serde_json::from_slice(&std::fs::read(mang.path("b.json")).unwrap()).unwrap();
    // Parts that overlap would make a video that nobody can foresee.
    let part = json!({"start_us": 0, "end_us": 10, "kept": true, "origin": "hand"});
    draft["cuts"]["parts"] = json!([part, part]);
    std::fs::write(mang.path("b.json"), draft.to_string()).unwrap();
    refusal::expect(&mang, &["draft", "import", "b.json"], 2, "bad-input");
    assert_eq!(drafts(&mang).len(), 1);
}

#[test]
fn many_programs_at_once_share_one_data_folder() {
    // Opening a new folder at the same moment is the hard part, so it is tried a few times.
    for _ in 0..5 {
        let mang = Mang::new();
        let start = |n| {
            mang.command(["draft", "new", "--title", &format!("Bài {n}")])
                .stdout(Stdio::null())
                .spawn()
        };
        let makers: Vec<_> = (0..6).map(|n| start(n).unwrap()).collect();
        for mut maker in makers {
            assert!(maker.wait().unwrap().success());
        }
        let mut titles: Vec<String> =
            drafts(&mang).iter().map(|d| d["title"].as_str().unwrap().to_owned()).collect();
        titles.sort();
        assert_eq!(titles, (0..6).map(|n| format!("Bài {n}")).collect::<Vec<_>>());
    }
}

#[test]
fn the_data_of_a_newer_version_is_left_alone() {
    let mang = Mang::new();
    let _ = mang.run(["draft", "new", "--title", "Cũ"]).ended_with(0);
    let database = mang.home().join("mang.db");
    let sql = "INSERT INTO _sqlx_migrations SELECT 999, 'later', installed_on, success, checksum, \
               execution_time FROM _sqlx_migrations LIMIT 1";
    if !sqlite(&database, sql) {
        eprintln!("skipped: neither sqlite3 nor python3 is there to change a database");
        return;
    }
    for arguments in [&["draft", "list"][..], &["draft", "new", "--title", "Mới"]] {
        refusal::expect(&mang, arguments, 2, "newer-database");
    }
    assert!(sqlite(&database, "DELETE FROM _sqlx_migrations WHERE version = 999"));
    assert_eq!(drafts(&mang).len(), 1, "nothing was lost and nothing added");
}

fn sqlite(database: &Path, sql: &str) -> bool {
    let by_tool = program::program("sqlite3").arg(database).arg(sql).output();
    if by_tool.is_ok_and(|o| o.status.success()) {
        return true;
    }
    let code =
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()";
    let by_python = program::program("python3").args(["-c", code]).arg(database).arg(sql).output();
    by_python.is_ok_and(|o| o.status.success())
}

#[test]
fn a_data_folder_that_is_no_database_is_not_overwritten() {
    let mang = Mang::new();
    let text = "this is somebody's letter, not a database ".repeat(200);
    std::fs::write(mang.home().join("mang.db"), &text).unwrap();
    let ended = mang.json(["draft", "list"]).ended_with(2);
    refusal::document(&ended, &["internal"]);
    assert_eq!(std::fs::read_to_string(mang.home().join("mang.db")).unwrap(), text);
}

#[test]
fn only_real_speech_models_are_taken() {
    let mang = Mang::new();
    let none = mang.json(["models", "list"]).ended_with(0).json();
    assert_eq!(none["models"], json!([]));
    assert!(!mang.run(["models", "list"]).ended_with(0).stdout.trim().is_empty());
    let test_model = repository::test_model();
    let test_model = test_model.to_string_lossy();
    refusal::expect(&mang, &["models", "add", &test_model], 2, "test-model");
    let bytes = std::fs::read(repository::test_model()).unwrap();
    std::fs::write(mang.path("half.bin"), &bytes[..bytes.len() / 2]).unwrap();
    refusal::expect(&mang, &["models", "add", "half.bin"], 2, "bad-model");
    if let Some(empty) = repository::beside("shared/models/ggml-base-empty.bin") {
        // A header and a vocabulary without weights: whisper would load it and hear nothing.
        refusal::expect(&mang, &["models", "add", &empty.to_string_lossy()], 2, "bad-model");
    }
    std::fs::write(mang.path("text.bin"), "hello").unwrap();
    refusal::expect(&mang, &["models", "add", "text.bin"], 2, "bad-model");
    refusal::expect(&mang, &["models", "add", "none.bin"], 2, "not-found");
    refusal::expect(&mang, &["models", "remove", "none"], 2, "not-found");
    assert_eq!(mang.json(["models", "list"]).ended_with(0).json(), none);
}

#[test]
fn an_installed_model_is_watched_over() {
    let mang = Mang::new();
    // Any other model is taken; one changed weight makes the test model another one.
    let mut weights = std::fs::read(repository::test_model()).unwrap();
    let last = weights.len() - 1;
    weights[last] ^= 1;
    std::fs::write(mang.path("nghe.bin"), weights).unwrap();
    let model = "nghe.bin";
    let added = mang.json(["models", "add", model]).ended_with(0).json();
    assert_eq!(added["id"], "nghe");
    refusal::expect(&mang, &["models", "add", model], 2, "exists");
    let listed = mang.json(["models", "list"]).ended_with(0).json();
    assert_eq!(listed["models"], json!([added]));
    let verified = mang.json(["models", "verify"]).ended_with(0).json();
    assert_eq!(verified["models"][0]["ok"], true, "{verified}");
    clips::short(&mang.path("clip.mp4"));
    let heard = mang.json(["caption", "clip.mp4", "-o", "a.srt"]).ended_with(0).json();
    assert_eq!(heard["model"], "nghe", "an installed model is used without asking");
    let place = Path::new(added["path"].as_str().unwrap());
    let mut bytes = std::fs::read(place).unwrap();
    bytes[last] ^= 1;
    std::fs::write(place, &bytes).unwrap();
    let verified = mang.json(["models", "verify"]).ended_with(1).json();
    assert_eq!(verified["models"][0]["ok"], false, "{verified}");
    assert!(verified["models"][0]["reason"].is_string());
    let _ = mang.run(["models", "remove", "nghe"]).ended_with(0);
    let models = acceptance::folder::listing(&mang.home().join("models"));
    assert_eq!(models, Vec::<String>::new());
}

#[test]
fn the_doctor_looks_at_everything() {
    let mang = Mang::new();
    let ended = mang.json(["doctor"]);
    let said = ended.json();
    let findings = said["findings"].as_array().unwrap();
    let names: Vec<&str> = findings.iter().map(|f| f["name"].as_str().unwrap()).collect();
    for name in
        ["processor", "memory", "encoder-h264", "captions-in-picture", "speech-models", "disk"]
    {
        assert!(names.contains(&name), "{name} is not in {names:?}");
    }
    let fine = findings.iter().all(|f| f["ok"] == true);
    assert_eq!((said["ok"].as_bool(), ended.code), (Some(fine), Some(i32::from(!fine))));
}
