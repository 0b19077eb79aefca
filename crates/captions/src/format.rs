//! Owns the choice of a caption file format. Refuses to open files.

use crate::ass;
use crate::text::flat;
use crate::{json, srt, vtt};
use serde::{Deserialize, Serialize};
use timeline::{CaptionStyle, CaptionTrack, SafeZone};

/// A caption file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// SubRip.
    Srt,
    /// WebVTT.
    Vtt,
    /// Advanced SubStation, as burnt into the picture; written only.
    Ass,
    /// The command line's JSON.
    Json,
    /// Text without times; written only.
    Txt,
}

impl Format {
    /// By a file name's extension, without the dot, in any case.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "srt" => Some(Self::Srt),
            "vtt" => Some(Self::Vtt),
            "ass" => Some(Self::Ass),
            "json" => Some(Self::Json),
            "txt" => Some(Self::Txt),
            _ => None,
        }
    }

    /// The whole file. `model` is named in JSON only; ASS is laid out for a 9:16 phone picture.
    #[must_use]
    pub fn write(self, track: &CaptionTrack, model: Option<&str>) -> String {
        match self {
            Self::Srt => srt::write(track.cues()),
            Self::Vtt => vtt::write(track.cues()),
            Self::Ass => {
                let (size, style) = ((1080, 1920), CaptionStyle::default());
                ass::write(track.cues(), size, style, &SafeZone::usual(size.0, size.1))
            }
            Self::Json => json::write(track, model),
            Self::Txt => track.cues().iter().map(|c| flat(&c.text) + "\n").collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeline::{Cue, CueSource, TimeRange, Timestamp};

    #[test]
    fn json_has_the_promised_shape() {
        let range = TimeRange::new(Timestamp::ZERO, Timestamp::from_millis(1500)).unwrap();
        let cue = Cue::new(range, "Xin\nchào", CueSource::Script);
        let track = CaptionTrack::new("vi", vec![cue]).unwrap();
        let json: serde_json::Value =
            serde_json::from_str(&Format::Json.write(&track, None)).unwrap();
        let wanted = serde_json::json!({
            "language": "vi", "model": null, "removed": [],
            "cues": [{"start_us": 0, "end_us": 1_500_000, "text": "Xin\nchào", "words": [],
                "from": "script"}],
        });
        assert_eq!(json, wanted);
        assert_eq!(crate::read_json(&json.to_string()), Some(track.clone()));
        assert_eq!(crate::read_json("{}"), None);
        assert_eq!(Format::Txt.write(&track, None), "Xin chào\n");
        assert_eq!(Format::from_extension("VTT"), Some(Format::Vtt));
        assert_eq!(Format::from_extension("doc"), None);
    }
}
