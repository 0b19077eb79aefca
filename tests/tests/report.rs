//! The report of a check: complete, readable, and no text of a person becomes markup.

use acceptance::{Mang, refusal};

#[test]
fn a_report_names_findings_reasons_and_answers_in_both_kinds_of_file() {
    let mang = Mang::new();
    let claim = "Mật ong <b>nhà</b> *mình* trị dứt viêm họng, ngon số một Việt Nam, mua ngay nhé.";
    std::fs::write(mang.path("s.txt"), claim).unwrap();
    let title = "Mật <script>alert(1)</script>";
    let begin = ["draft", "new", "--script", "s.txt", "--title", title];
    let id = mang.json(begin).ended_with(0).json()["id"].as_str().unwrap().to_owned();
    let paper = "best-paper=Giải nhất <vùng> & số 12";
    let _ = mang.json(["draft", "checklist", &id, "--answer", paper]);
    let said = mang.json(["report", &id, "-o", "r.html"]).ended_with(1).json();
    assert!(said["blocking"].as_u64().unwrap() > 0 && said["open"].as_u64().unwrap() > 0, "{said}");
    let html = std::fs::read_to_string(mang.path("r.html")).unwrap();
    assert!(!html.contains("<script") && html.contains("&lt;script&gt;"), "{html}");
    assert!(html.contains("lang=\"vi\"") && html.contains("Phải sửa"), "{html}");
    assert!(html.contains("<mark>trị dứt") && html.contains("&lt;b&gt;nhà"), "{html}");
    assert!(html.contains("☑") && html.contains("Giải nhất &lt;vùng&gt; &amp; số 12"), "{html}");
    // The source may speak of food safety; the report itself says nothing of the kind.
    let own = html.to_lowercase().replace("an toàn thực phẩm", "");
    assert!(!own.contains("an toàn"), "never safe: {html}");
    let _ = mang.run(["report", &id, "-o", "r.md"]).ended_with(1);
    let page = std::fs::read_to_string(mang.path("r.md")).unwrap();
    assert!(page.contains("**trị dứt") && page.contains("\\*mình\\*"), "{page}");
    assert!(page.contains("- [x] ") && page.contains("- [ ] "), "{page}");
    refusal::expect(&mang, &["report", &id, "-o", "r.md"], 2, "exists");
    refusal::expect(&mang, &["report", &id, "-o", "r.docx"], 2, "bad-argument");
    refusal::expect(&mang, &["report", "nobody", "-o", "x.md"], 2, "not-found");
}
