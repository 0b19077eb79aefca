//! Owns which clips the cut matrix is made of: every property that has broken a cutter before,
//! spread over a list that is the same in every run. Refuses to make them; that is `numbered.rs`.

/// How the picture is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// H.264, by x264.
    H264,
    /// H.265, by x265.
    Hevc,
}

/// The clip's sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sound {
    /// No sound stream.
    None,
    /// 48 kHz, two channels.
    Stereo,
    /// 44.1 kHz, one channel, as old phones record.
    Mono,
}

/// Where the streams begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// At zero.
    Zero,
    /// Picture and sound at 1.4 s.
    Late,
    /// The sound 0.3 s after the picture.
    SoundLate,
}

/// One clip of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipe {
    /// How the picture is coded.
    pub codec: Codec,
    /// Ten bits a sample instead of eight.
    pub ten_bit: bool,
    /// Ending of the file name.
    pub container: &'static str,
    /// Frames a second.
    pub rate: (u32, u32),
    /// Uneven times around that rate.
    pub variable: bool,
    /// Frames from keyframe to keyframe.
    pub gop: u32,
    /// Frames may refer across a keyframe.
    pub open: bool,
    /// Most B-frames in a row.
    pub b_frames: u32,
    /// The container may use an edit list.
    pub edit_list: bool,
    /// Stored on its side.
    pub turned: bool,
    /// Every picture begins with an access unit delimiter.
    pub delimiters: bool,
    /// Written in fragments, as recorders do that fear for their battery.
    pub fragments: bool,
    /// Where the streams begin.
    pub start: Start,
    /// The clip's sound.
    pub sound: Sound,
    /// Effort of the encoder, which decides on references and entropy coding.
    pub preset: &'static str,
}

const PLAIN: Recipe = Recipe {
    codec: Codec::H264,
    ten_bit: false,
    container: "mp4",
    rate: (30, 1),
    variable: false,
    gop: 60,
    open: false,
    b_frames: 2,
    edit_list: true,
    turned: false,
    delimiters: false,
    fragments: false,
    start: Start::Zero,
    sound: Sound::Stereo,
    preset: "veryfast",
};

const RATES: [((u32, u32), bool); 4] =
    [((30, 1), false), ((30_000, 1001), false), ((60, 1), false), ((30, 1), true)];
const GOPS: [u32; 4] = [30, 60, 250, 600];
const CONTAINERS: [&str; 3] = ["mp4", "mov", "mkv"];
const SOUNDS: [Sound; 5] = [Sound::Stereo, Sound::Mono, Sound::Stereo, Sound::None, Sound::Stereo];
const PRESETS: [&str; 3] = ["veryfast", "medium", "ultrafast"];

impl Recipe {
    /// A sentence that tells this clip from all others; its seed follows from it.
    #[must_use]
    pub fn name(&self) -> String {
        let codec = match self.codec {
            Codec::H264 => "h264",
            Codec::Hevc => "hevc",
        };
        let flags = [
            (self.ten_bit, "10bit"),
            (self.variable, "vfr"),
            (self.open, "open"),
            (!self.edit_list, "no-elst"),
            (self.turned, "turned"),
            (self.delimiters, "aud"),
            (self.fragments, "fragments"),
            (self.start == Start::Late, "late"),
            (self.start == Start::SoundLate, "sound-late"),
            (self.sound == Sound::Mono, "mono44"),
            (self.sound == Sound::None, "silent"),
        ];
        let flags = flags.iter().filter(|f| f.0).map(|f| format!(" {}", f.1)).collect::<String>();
        let (num, den) = self.rate;
        let Self { container, gop, b_frames, preset, .. } = self;
        format!("{codec} {container} {num}/{den} gop{gop} b{b_frames} {preset}{flags}")
    }

    /// The group that it is counted in.
    #[must_use]
    pub fn family(&self) -> &'static str {
        match (self.codec, self.ten_bit) {
            (Codec::H264, _) if self.variable && !self.ten_bit => "H.264 variable",
            (Codec::H264, false) if self.open => "H.264 open GOP",
            (Codec::H264, false) if self.turned => "H.264 turned",
            (Codec::H264, false) => "H.264 closed GOP",
            (Codec::H264, true) => "H.264 10 bit",
            (Codec::Hevc, false) => "HEVC 8 bit",
            (Codec::Hevc, true) => "HEVC 10 bit",
        }
    }

    /// How many frames the clip has: more than one GOP, and not so many that it takes long.
    #[must_use]
    pub fn frames(&self) -> usize {
        match self.gop {
            0..=60 => 260,
            61..=250 => 780,
            _ => 1290,
        }
    }

    /// Plain H.264 with closed GOPs must be cut the smart way: nothing of it is out of reach.
    #[must_use]
    pub fn must_be_smart(&self) -> bool {
        self.codec == Codec::H264 && !self.ten_bit && !self.open
    }

    /// All clips, each once.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        let mut turn = 0;
        // Rates and GOPs in every combination, the rest in turns whose lengths share no factor.
        for (rate, variable) in RATES {
            for gop in GOPS {
                for open in [false, true] {
                    all.push(Self {
                        rate,
                        variable,
                        gop,
                        open,
                        b_frames: [2, 0, 3, 1, 3][turn % 5].max(u32::from(open)),
                        container: CONTAINERS[turn % 3],
                        edit_list: turn % 4 != 1,
                        delimiters: turn % 7 == 2,
                        fragments: turn % 11 == 6 && CONTAINERS[turn % 3] != "mkv",
                        sound: if turn % 9 == 7 { Sound::Stereo } else { SOUNDS[turn / 2 % 5] },
                        preset: PRESETS[turn / 3 % 3],
                        start: match turn % 9 {
                            4 => Start::Late,
                            7 => Start::SoundLate,
                            _ => Start::Zero,
                        },
                        // The container has no place for it in older versions of FFmpeg.
                        turned: turn % 8 == 3 && CONTAINERS[turn % 3] != "mkv",
                        ..PLAIN
                    });
                    turn += 1;
                }
            }
        }
        for b_frames in 0..=3 {
            all.push(Self { b_frames, gop: 30, ..PLAIN });
            all.push(Self { b_frames, container: "mov", edit_list: false, gop: 30, ..PLAIN });
        }
        all.push(Self { turned: true, gop: 30, ..PLAIN });
        let ten = Self { ten_bit: true, preset: "veryfast", ..PLAIN };
        all.extend([
            ten,
            Self { rate: (30_000, 1001), container: "mkv", ..ten },
            Self { rate: (60, 1), gop: 250, open: true, b_frames: 3, ..ten },
        ]);
        let hevc = Self { codec: Codec::Hevc, preset: "ultrafast", ..PLAIN };
        for (turn, ten_bit) in [false, true, false, true, false, true].into_iter().enumerate() {
            let (rate, variable) = RATES[turn % 4];
            let (gop, container) = (GOPS[turn % 3], CONTAINERS[turn % 3]);
            let (open, b_frames) = (turn % 3 == 1, [2, 3, 0, 1][turn % 4]);
            let b_frames = b_frames.max(u32::from(open));
            all.push(Self { rate, variable, gop, container, ten_bit, open, b_frames, ..hevc });
        }
        all.push(Self { codec: Codec::Hevc, turned: true, delimiters: true, ..hevc });
        // Turns and lists meet in one clip.
        let mut names = std::collections::BTreeSet::new();
        all.retain(|recipe| names.insert(recipe.name()));
        all
    }

    /// A few that differ in as much as possible.
    #[must_use]
    pub fn quick() -> Vec<Self> {
        let mov = Self { container: "mov", ..PLAIN };
        let mkv = Self { container: "mkv", ..PLAIN };
        vec![
            PLAIN,
            Self { b_frames: 0, gop: 30, sound: Sound::Mono, delimiters: true, ..PLAIN },
            Self { b_frames: 3, rate: (60, 1), preset: "medium", ..PLAIN },
            Self { rate: (30_000, 1001), edit_list: false, b_frames: 1, ..mov },
            Self { rate: (30_000, 1001), gop: 250, b_frames: 3, ..mkv },
            Self { gop: 600, turned: true, sound: Sound::Mono, preset: "medium", ..mov },
            Self { open: true, b_frames: 3, ..PLAIN },
            Self { variable: true, b_frames: 1, ..PLAIN },
            Self { variable: true, open: true, sound: Sound::None, ..mkv },
            Self { start: Start::Late, gop: 30, b_frames: 1, ..mkv },
            Self { start: Start::SoundLate, fragments: true, gop: 30, ..PLAIN },
            Self { ten_bit: true, rate: (30_000, 1001), ..PLAIN },
            Self { codec: Codec::Hevc, preset: "ultrafast", ..PLAIN },
            Self { codec: Codec::Hevc, ten_bit: true, preset: "ultrafast", ..mkv },
        ]
    }
}
