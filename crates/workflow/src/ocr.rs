//! Owns Tesseract, the program that reads text in pictures, where somebody installed it: whether
//! it is there and knows Vietnamese, and what it reads. Refuses to need it.

use crate::child::ask;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// One picture takes a second or two on an old laptop.
const LONGEST: Duration = Duration::from_secs(60);
/// Words that it is less sure of are leaves and folds of cloth, 0 to 100.
const SURE: f32 = 60.0;

/// Where something stands in a picture, as parts of its width and height, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// From the left.
    pub left: f64,
    /// From the top.
    pub top: f64,
    /// From the left.
    pub right: f64,
    /// From the top.
    pub bottom: f64,
}

/// A line that was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) area: Area,
}

/// A program that knows Vietnamese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reader {
    program: PathBuf,
}

impl Reader {
    /// Looks for it in the search path and where its installer for Windows puts it.
    pub(crate) async fn find() -> Option<Self> {
        let mut places = vec![PathBuf::from("tesseract")];
        let folders = ["ProgramFiles", "LOCALAPPDATA"].into_iter().filter_map(std::env::var_os);
        for folder in folders.map(PathBuf::from) {
            places.push(folder.join("Tesseract-OCR").join("tesseract.exe"));
            places.push(folder.join("Programs").join("Tesseract-OCR").join("tesseract.exe"));
        }
        for program in places {
            if knows_vietnamese(&program).await {
                return Some(Self { program });
            }
        }
        None
    }

    /// The lines in one PNG picture; none when it cannot be read.
    pub(crate) async fn lines(&self, png: &[u8]) -> Vec<Line> {
        let said = run(&self.program, &["stdin", "stdout", "-l", "vie", "--psm", "11", "tsv"], png);
        said.await.map_or_else(Vec::new, |said| lines(&said))
    }
}

async fn knows_vietnamese(program: &Path) -> bool {
    let said = run(program, &["--list-langs"], &[]).await;
    said.is_some_and(|said| said.lines().any(|line| line.trim() == "vie"))
}

async fn run(program: &Path, arguments: &[&str], input: &[u8]) -> Option<String> {
    let said = ask(program, arguments, input, LONGEST).await?;
    Some(String::from_utf8_lossy(&said).into_owned())
}

/// A line as it grows: its number, its words, its box in pixels.
struct Growing<'a> {
    number: [&'a str; 4],
    words: Vec<&'a str>,
    pixels: [f64; 4],
}

/// Lines out of Tesseract's table: twelve columns, of which the second to fifth number the line,
/// the next say what kind of row it is and where it stands in pixels, the eleventh is how sure it
/// is and the last is a word. The first row is the whole picture.
fn lines(table: &str) -> Vec<Line> {
    let mut size = None;
    let mut lines: Vec<Growing<'_>> = Vec::new();
    for row in table.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [level, page, block, paragraph, line, _, left, top, width, height, sure, word] =
            columns[..]
        else {
            continue;
        };
        let pixels = [left, top, width, height].map(|n| n.parse::<f64>().unwrap_or(0.0));
        let [left, top, width, height] = pixels;
        if level == "1" && width > 0.0 && height > 0.0 {
            size = Some((width, height));
        }
        if sure.parse::<f32>().is_ok_and(|sure| sure >= SURE) && !word.trim().is_empty() {
            let number = [page, block, paragraph, line];
            let pixels = [left, top, left + width, top + height];
            match lines.last_mut().filter(|last| last.number == number) {
                Some(last) => {
                    last.words.push(word);
                    let [l, t, r, b] = &mut last.pixels;
                    (*l, *t) = (l.min(pixels[0]), t.min(pixels[1]));
                    (*r, *b) = (r.max(pixels[2]), b.max(pixels[3]));
                }
                None => lines.push(Growing { number, words: vec![word], pixels }),
            }
        }
    }
    let (wide, high) = size.unwrap_or((f64::MAX, f64::MAX));
    let lines = lines.into_iter().map(|Growing { words, pixels: [l, t, r, b], .. }| Line {
        text: words.join(" "),
        area: Area { left: l / wide, top: t / high, right: r / wide, bottom: b / high },
    });
    lines.filter(|line| line.text.chars().filter(|c| c.is_alphanumeric()).count() >= 3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_it_is_sure_of_become_lines() {
        let head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";
        let row = |line: u32, sure: &str, word: &str| {
            format!("5\t1\t1\t1\t{line}\t1\t0\t0\t10\t10\t{sure}\t{word}\n")
        };
        let table = [
            head.to_owned(),
            "1\t1\t0\t0\t0\t0\t0\t0\t100\t200\t-1\t\n".to_owned(),
            row(1, "95.1", "Mật"),
            row(1, "91", "ong").replace("\t0\t0\t10", "\t40\t50\t10"),
            row(1, "12", "~~"),
            row(2, "88", "x"),
            row(3, "90", "0912"),
            row(3, "-1", ""),
            "broken\n".to_owned(),
        ];
        let read = lines(&table.concat());
        assert_eq!(read.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(), ["Mật ong", "0912"]);
        assert_eq!(read[0].area, Area { left: 0.0, top: 0.0, right: 0.5, bottom: 0.3 });
        assert_eq!(lines(""), Vec::new());
    }
}
