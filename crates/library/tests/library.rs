//! The library through its front door, on real SQLite files.

use library::{Error, Library};
use timeline::{Draft, Edit, EditAct, Platform};

fn title(title: &str) -> Edit {
    Edit::SetTitle { title: title.to_owned() }
}

#[tokio::test]
async fn undo_and_redo_survive_a_restart() {
    let home = tempfile::tempdir().unwrap();
    let library = Library::open(home.path()).await.unwrap();
    let id = library.create_draft(&Draft::new("một", "vi"), 1).await.unwrap();
    library.apply(&id, title("hai"), 2).await.unwrap();
    library.apply(&id, title("ba"), 3).await.unwrap();
    library.close().await;

    let library = Library::open(home.path()).await.unwrap();
    let back = library.undo(&id, 4).await.unwrap();
    assert_eq!(back.draft.title, "hai");
    assert_eq!(back.redo.unwrap().act, EditAct::Title);
    library.close().await;

    let library = Library::open(home.path()).await.unwrap();
    assert_eq!(library.undo(&id, 5).await.unwrap().draft.title, "một");
    assert!(matches!(library.undo(&id, 6).await, Err(Error::NothingToUndo { .. })));
    assert_eq!(library.redo(&id, 7).await.unwrap().draft.title, "hai");
    assert_eq!(library.redo(&id, 8).await.unwrap().draft.title, "ba");
    assert!(matches!(library.redo(&id, 9).await, Err(Error::NothingToUndo { .. })));
}

#[tokio::test]
async fn a_new_edit_forgets_what_was_undone() {
    let home = tempfile::tempdir().unwrap();
    let library = Library::open(home.path()).await.unwrap();
    let id = library.create_draft(&Draft::new("một", "vi"), 1).await.unwrap();
    library.apply(&id, title("hai"), 2).await.unwrap();
    library.undo(&id, 3).await.unwrap();
    let now = library.apply(&id, Edit::SetPost { post: "#mậtong".into() }, 4).await.unwrap();
    assert_eq!(now.redo, None);
    assert_eq!(now.undo.unwrap().act, EditAct::Post);
    assert_eq!(now.updated_at_ms, 4);
}

#[tokio::test]
async fn a_refused_edit_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let library = Library::open(home.path()).await.unwrap();
    let id = library.create_draft(&Draft::new("một", "vi"), 1).await.unwrap();
    let before = library.draft(&id).await.unwrap();
    let refused = library.apply(&id, Edit::SetPart { index: 3, kept: false }, 2).await;
    assert!(matches!(refused, Err(Error::Refused(_))));
    assert_eq!(library.draft(&id).await.unwrap(), before);
}

#[tokio::test]
async fn many_writers_at_once_wait_for_each_other() {
    let home = tempfile::tempdir().unwrap();
    let library = Library::open(home.path()).await.unwrap();
    let other = Library::open(home.path()).await.unwrap();
    let id = library.create_draft(&Draft::new("0", "vi"), 0).await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for i in 0..40 {
        let (db, id) = (if i % 2 == 0 { library.clone() } else { other.clone() }, id.clone());
        tasks.spawn(async move { db.apply(&id, title(&i.to_string()), i).await });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap().unwrap();
    }
    for _ in 0..40 {
        library.undo(&id, 99).await.unwrap();
    }
    assert_eq!(library.draft(&id).await.unwrap().draft.title, "0");
}

#[tokio::test]
async fn an_older_database_is_copied_before_it_is_changed_and_a_newer_one_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let library = Library::open(home.path()).await.unwrap();
    let id = library.create_draft(&Draft::new("cũ", "vi"), 1).await.unwrap();
    library.close().await;
    let file = home.path().join("mang.db");
    let url = format!("sqlite://{}", file.display());

    // As the program of the day before would have left it: without the newest table.
    let db = sqlx::SqlitePool::connect(&url).await.unwrap();
    sqlx::raw_sql("DROP TABLE learned; DELETE FROM _sqlx_migrations WHERE version = 6")
        .execute(&db)
        .await
        .unwrap();
    db.close().await;
    let library = Library::open(home.path()).await.unwrap();
    assert_eq!(library.draft(&id).await.unwrap().draft.title, "cũ");
    assert!(home.path().join("mang.db.before-6").exists());
    library.close().await;

    let db = sqlx::SqlitePool::connect(&url).await.unwrap();
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'future', 1, x'00', 0)",
    )
    .execute(&db)
    .await
    .unwrap();
    db.close().await;
    assert!(matches!(Library::open(home.path()).await, Err(Error::Newer { .. })));
}

#[tokio::test]
async fn lists_show_the_last_changed_first_and_deleting_takes_the_edits_along() {
    let home = tempfile::tempdir().unwrap();
    let library = Library::open(home.path()).await.unwrap();
    let a = library.create_draft(&Draft::new("a", "vi"), 1).await.unwrap();
    let b = library.create_draft(&Draft::new("b", "vi"), 2).await.unwrap();
    let target = Edit::SetTarget { platform: Platform::Facebook, aspect: timeline::Aspect::Square };
    library.apply(&a, target, 3).await.unwrap();
    library.set_step(&a, "check").await.unwrap();
    let rows = library.drafts().await.unwrap();
    assert_eq!(rows.iter().map(|r| r.title.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(rows[0].step, "check");
    library.delete_draft(&a).await.unwrap();
    assert!(matches!(library.draft(&a).await, Err(Error::NoDraft { .. })));
    assert!(matches!(library.delete_draft(&a).await, Err(Error::NoDraft { .. })));
    assert!(library.draft(&b).await.is_ok());
}

#[tokio::test]
async fn settings_and_levels_are_kept() {
    let home = tempfile::tempdir().unwrap();
    let library = Library::open(home.path()).await.unwrap();
    assert_eq!(library.setting::<String>("language").await.unwrap(), None);
    library.set_setting("language", &"vi").await.unwrap();
    library.set_setting("language", &"fr").await.unwrap();
    assert_eq!(library.setting::<String>("language").await.unwrap().as_deref(), Some("fr"));
    let id = library.create_draft(&Draft::new("a", "vi"), 1).await.unwrap();
    library.set_sound_levels(&id, &vec![1, 2, 3]).await.unwrap();
    assert_eq!(library.sound_levels::<Vec<i32>>(&id).await.unwrap(), Some(vec![1, 2, 3]));
    library.clear_sound_levels(&id).await.unwrap();
    assert_eq!(library.sound_levels::<Vec<i32>>(&id).await.unwrap(), None);
}

#[tokio::test]
async fn the_dictionary_is_kept_in_order_without_doubles_and_never_overflows() {
    let home = tempfile::tempdir().unwrap();
    let library = Library::open(home.path()).await.unwrap();
    assert!(library.add_to_dictionary("Tủa Chùa", "", 3).await.unwrap());
    assert!(library.add_to_dictionary("Tủa Chùa", "tủa trùa", 3).await.unwrap());
    assert!(library.add_to_dictionary("Ê Đê", "", 3).await.unwrap());
    assert!(!library.add_to_dictionary("một từ nữa", "", 3).await.unwrap());
    assert!(library.add_to_dictionary("Ê Đê", "", 3).await.unwrap(), "is there already");
    library.close().await;

    let library = Library::open(home.path()).await.unwrap();
    library.remove_from_dictionary("Ê Đê", "không có").await.unwrap();
    let all = library.dictionary().await.unwrap();
    let all: Vec<(&str, &str)> = all.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(all, [("Tủa Chùa", ""), ("Tủa Chùa", "tủa trùa"), ("Ê Đê", "")]);
    library.remove_from_dictionary("Tủa Chùa", "").await.unwrap();
    assert_eq!(library.dictionary().await.unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_that_open_and_close_a_folder_at_once_all_get_in() {
    let mut home = tempfile::tempdir().unwrap();
    for round in 0..40 {
        // A new folder is the hardest: everybody wants to make the same tables.
        if round % 2 == 0 {
            home = tempfile::tempdir().unwrap();
        }
        let visit = |n: i64| {
            let home = home.path().to_owned();
            async move {
                let library = Library::open(&home).await?;
                library.create_draft(&Draft::new("một", "vi"), n).await?;
                library.close().await;
                Ok::<_, Error>(())
            }
        };
        let visitors: Vec<_> = (0..8).map(|n| tokio::spawn(visit(n))).collect();
        for visitor in visitors {
            visitor.await.unwrap().unwrap();
        }
        let library = Library::open(home.path()).await.unwrap();
        assert_eq!(library.drafts().await.unwrap().len(), 8 * (1 + round % 2));
        library.close().await;
    }
}
