//! Owns the fixed words of a report in its three languages. Refuses the words of rules: those are
//! data.

use crate::settings::Language;
use policy::{Severity, Sure, Words};

pub(super) struct Labels {
    pub(super) tag: &'static str,
    pub(super) heading: &'static str,
    pub(super) rules: &'static str,
    pub(super) old: &'static str,
    pub(super) nothing: &'static str,
    pub(super) nothing_else: &'static str,
    pub(super) said: &'static str,
    pub(super) better: &'static str,
    pub(super) ignored: &'static str,
    pub(super) source: &'static str,
    pub(super) left: &'static str,
    pub(super) answers: &'static str,
    pub(super) open: &'static str,
    pub(super) unread: [&'static str; 2],
    levels: [&'static str; 3],
    sure: [&'static str; 3],
    pub(super) places: [&'static str; 5],
}

const VI: Labels = Labels {
    tag: "vi",
    heading: "Bản soát lời",
    rules: "Bộ quy tắc ngày",
    old: "Bộ quy tắc này đã cũ hơn 3 tháng.",
    nothing: "Không thấy điều gì theo bộ quy tắc này. Máy có thể sót. Người xem lại vẫn là tốt nhất.",
    nothing_else: "Không thấy điều gì khác. Máy có thể sót. Người xem lại vẫn là tốt nhất.",
    said: "Đang nói",
    better: "Gợi ý",
    ignored: "Nếu để nguyên",
    source: "Nguồn",
    left: "Để nguyên, vì",
    answers: "Người làm phim trả lời",
    open: "chưa trả lời",
    unread: ["Máy chưa xem kỹ hình và tiếng.", "Máy chưa đọc được chữ trong hình."],
    levels: ["Phải sửa", "Nên sửa", "Lời khuyên"],
    sure: ["chắc", "nhiều khả năng", "có thể"],
    places: ["Cảnh", "Câu", "Lời đăng", "Chữ trong hình", "Phim"],
};

const EN: Labels = Labels {
    tag: "en",
    heading: "Check report",
    rules: "Rules of",
    old: "These rules are over 3 months old.",
    nothing: "Nothing found by these rules. The computer can miss things. A person's look is still best.",
    nothing_else: "Nothing else found. The computer can miss things. A person's look is still best.",
    said: "It says",
    better: "Suggestion",
    ignored: "If it stays",
    source: "Source",
    left: "Left as it is, because",
    answers: "The creator's answers",
    open: "not answered",
    unread: ["Picture and sound were not looked at.", "The text in the picture was not read."],
    levels: ["Must fix", "Better fix", "Advice"],
    sure: ["sure", "likely", "perhaps"],
    places: ["Scene", "Caption", "Post text", "Text in the picture", "Video"],
};

const FR: Labels = Labels {
    tag: "fr",
    heading: "Rapport de contrôle",
    rules: "Règles du",
    old: "Ces règles ont plus de 3 mois.",
    nothing: "Rien trouvé selon ces règles. La machine peut se tromper. Un regard humain reste le meilleur.",
    nothing_else: "Rien d'autre trouvé. La machine peut se tromper. Un regard humain reste le meilleur.",
    said: "Il est dit",
    better: "Suggestion",
    ignored: "Si cela reste",
    source: "Source",
    left: "Laissé tel quel, parce que",
    answers: "Réponses de la personne",
    open: "sans réponse",
    unread: ["L'image et le son n'ont pas été examinés.", "Le texte dans l'image n'a pas été lu."],
    levels: ["À corriger", "Mieux vaut corriger", "Conseil"],
    sure: ["sûr", "probable", "possible"],
    places: ["Scène", "Sous-titre", "Texte du message", "Texte dans l'image", "Vidéo"],
};

pub(super) fn labels(language: Language) -> &'static Labels {
    match language {
        Language::Vi => &VI,
        Language::En => &EN,
        Language::Fr => &FR,
    }
}

impl Labels {
    pub(super) fn level(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Block => self.levels[0],
            Severity::Restrict => self.levels[1],
            Severity::Advise => self.levels[2],
        }
    }

    pub(super) fn sure(&self, sure: Sure) -> &'static str {
        match sure {
            Sure::Sure => self.sure[0],
            Sure::Likely => self.sure[1],
            Sure::Maybe => self.sure[2],
        }
    }
}

pub(crate) fn words(words: &Words, language: Language) -> &str {
    match language {
        Language::Vi => &words.vi,
        Language::En => &words.en,
        Language::Fr => &words.fr,
    }
}
