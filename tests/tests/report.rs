//! The report of a check: complete, readable, and no text of a person becomes markup.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use acceptance::{Mang, refusal};
use lopdf::{Dictionary, Document, Object};
use std::collections::BTreeMap;

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

/// A draft with a script that breaks rules; gives its id.
fn begun(mang: &Mang, title: &str, script: &str) -> String {
    std::fs::write(mang.path("s.txt"), script).unwrap();
    let begin = ["draft", "new", "--script", "s.txt", "--title", title];
    mang.json(begin).ended_with(0).json()["id"].as_str().unwrap().to_owned()
}

fn pdf(mang: &Mang, id: &str) -> Document {
    let _ = mang.run(["report", id, "-o", "r.pdf", "--force"]).ended_with(1);
    Document::load(mang.path("r.pdf")).unwrap()
}

/// The text as a reader that knows nothing of ours takes it out; where lines end is no matter.
fn text(pdf: &Document) -> String {
    let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
    let text = pdf.extract_text(&pages).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every dictionary of the file.
fn dictionaries(pdf: &Document) -> impl Iterator<Item = &Dictionary> {
    pdf.objects.values().filter_map(|object| match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    })
}

/// How often each kind of element stands in the order of reading.
fn elements(pdf: &Document) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for element in dictionaries(pdf).filter(|d| d.has(b"S") && d.has(b"P") && d.has(b"K")) {
        let name = element.get(b"S").and_then(Object::as_name).unwrap();
        *found.entry(String::from_utf8_lossy(name).into_owned()).or_default() += 1;
    }
    found
}

#[test]
fn the_report_as_pdf_can_be_printed_read_aloud_and_searched() {
    let mang = Mang::new();
    let claim = "Mật ong 🍯 nhà trị dứt viêm họng, ngon số một Việt Nam, mua ngay nhé.";
    let id = begun(&mang, "Mật <ong> rừng U Minh thượng hạng", claim);
    let paper = "best-paper=Giải nhất vùng, số 12";
    let _ = mang.json(["draft", "checklist", &id, "--answer", paper]);
    let pdf = pdf(&mang, &id);

    let text = text(&pdf);
    for said in [
        "Bản soát lời: Mật <ong> rừng U Minh thượng hạng",
        "Phải sửa",
        "trị dứt",
        ", ngon số một Việt Nam, mua ngay nhé.”",
        "Giải nhất vùng, số 12",
        "Người làm phim trả lời",
        "1 / ",
    ] {
        assert!(text.contains(said), "{said:?} is not in {text}");
    }
    let html = mang.run(["report", &id, "-o", "r.html"]).ended_with(1);
    assert!(html.stderr.is_empty(), "{html:?}");
    let page = std::fs::read_to_string(mang.path("r.html")).unwrap();
    let shown = |start: &str| page.matches(start).count();

    let catalog = pdf.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).unwrap(), b"vi");
    let marked = catalog.get(b"MarkInfo").and_then(Object::as_dict).unwrap();
    assert!(marked.get(b"Marked").and_then(Object::as_bool).unwrap());
    let elements = elements(&pdf);
    let count = |name: &str| elements.get(name).copied().unwrap_or_default();
    assert_eq!((count("H1"), count("H2")), (1, shown("<h2>")), "{elements:?}");
    assert_eq!(count("Link"), shown("<a href"), "{elements:?}");
    assert_eq!(count("LI"), shown("<dt>") + shown("<li>"), "{elements:?}");
    assert_eq!((count("Lbl"), count("LBody")), (count("LI"), count("LI")), "{elements:?}");
    // Every link says where it leads to somebody who does not see it.
    let links: Vec<_> = dictionaries(&pdf)
        .filter(|d| d.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Link"))
        .collect();
    assert!(links.len() >= count("Link") && links.iter().all(|link| link.has(b"Contents")));
    let embedded = dictionaries(&pdf).filter(|d| d.has(b"FontFile2") || d.has(b"FontFile3"));
    assert_eq!(embedded.count(), 2, "both weights are in the file");
    let size = std::fs::metadata(mang.path("r.pdf")).unwrap().len();
    assert!(size < 200_000, "only the letters that are used: {size} bytes");
    refusal::expect(&mang, &["report", &id, "-o", "r.pdf"], 2, "exists");
}

#[test]
fn a_long_report_in_pdf_has_more_pages_and_odd_letters_stop_nothing() {
    let mang = Mang::new();
    let odd = "Trà \u{202e}giảm\u{0} cân 🍵\u{fe0f}漢字ไทย \u{e000}trị dứt ung thư";
    let script: String =
        (1..40).map(|n| format!("{odd} số {n}, {}.\n\n", "x".repeat(300))).collect();
    let id = begun(&mang, &"Trà thật dài ".repeat(30), &script);
    let pdf = pdf(&mang, &id);
    let pages = pdf.get_pages();
    assert!(pages.len() > 5, "{}", pages.len());
    let text = text(&pdf);
    assert!(text.contains(&format!("{} / {}", pages.len(), pages.len())), "numbers on each page");
    assert!(text.contains("giảm cân") && text.contains("số 39"), "{text}");
    assert_eq!(elements(&pdf).get("H1"), Some(&1));
}
