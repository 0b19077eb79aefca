//! Owns Tesseract, the program that reads text in pictures, where somebody installed it: whether
//! it is there and knows Vietnamese, and what it reads. Refuses to need it.

use crate::child::ask;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// One picture takes a second or two on an old laptop.
const LONGEST: Duration = Duration::from_secs(60);
/// Words that it is less sure of are leaves and folds of cloth, 0 to 100.
const SURE: f32 = 60.0;

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
    pub(crate) async fn lines(&self, png: &[u8]) -> Vec<String> {
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

/// Lines out of Tesseract's table: twelve columns, of which the second to fifth number the line,
/// the eleventh is how sure it is and the last is a word.
fn lines(table: &str) -> Vec<String> {
    let mut lines: Vec<([&str; 4], Vec<&str>)> = Vec::new();
    for row in table.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [_, page, block, paragraph, line, _, _, _, _, _, sure, word] = columns[..] else {
            continue;
        };
        if sure.parse::<f32>().is_ok_and(|sure| sure >= SURE) && !word.trim().is_empty() {
            let number = [page, block, paragraph, line];
            match lines.last_mut().filter(|(last, _)| *last == number) {
                Some((_, words)) => words.push(word),
                None => lines.push((number, vec![word])),
            }
        }
    }
    let text = lines.into_iter().map(|(_, words)| words.join(" "));
    text.filter(|line| line.chars().filter(|c| c.is_alphanumeric()).count() >= 3).collect()
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
            row(1, "95.1", "Mật"),
            row(1, "91", "ong"),
            row(1, "12", "~~"),
            row(2, "88", "x"),
            row(3, "90", "0912"),
            row(3, "-1", ""),
            "broken\n".to_owned(),
        ];
        assert_eq!(lines(&table.concat()), ["Mật ong", "0912"]);
        assert_eq!(lines(""), Vec::<String>::new());
    }
}
