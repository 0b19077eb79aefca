//! Owns the shape of H.264 and HEVC packets as far as cutting needs it: their units, and which
//! pictures nothing reaches across (ITU-T H.264 7.4.1, H.265 7.4.2; ISO/IEC 14496-15 for `avcC`
//! and `hvcC`). Refuses to decode pictures.

use crate::parameter_sets::{ParameterSets, Sps};

/// How packets of a stream are laid out, read from its `avcC` or `hvcC`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    codec: Codec,
    length_size: usize,
    /// Sequence and picture parameter sets; only of H.264.
    pub(crate) parameter_sets: ParameterSets,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Codec {
    H264,
    Hevc,
}

/// What a unit is to somebody who cuts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Part of a picture that nothing after it reaches across.
    Idr,
    /// Part of any other picture.
    Slice,
    /// A sequence or picture parameter set, or an extension of one.
    Parameters,
    /// Everything else: additional information, delimiters, filler, ends.
    Other,
}

/// What there is in a packet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// Nothing after it reaches across it.
    pub(crate) idr: bool,
    /// It brings parameter sets of its own.
    pub(crate) changes: bool,
}

/// Zeros at the end of a unit are padding.
fn trimmed(unit: &[u8]) -> &[u8] {
    let zeros = unit.iter().rev().take_while(|byte| **byte == 0).count();
    &unit[..unit.len() - zeros]
}

impl Layout {
    /// Reads H.264's `avcC`; nothing when it is none, as in MPEG-TS.
    pub(crate) fn h264(extradata: &[u8]) -> Option<Self> {
        let (head, mut rest) = extradata.split_at_checked(5)?;
        if head[0] != 1 {
            return None;
        }
        let length_size = usize::from(head[4] & 3) + 1;
        let sps = sets(&mut rest, 0x1f)?;
        let pps = sets(&mut rest, 0xff)?;
        let parameter_sets = ParameterSets { sps, pps };
        Some(Self { codec: Codec::H264, length_size, parameter_sets })
    }

    /// Reads HEVC's `hvcC`.
    pub(crate) fn hevc(extradata: &[u8]) -> Option<Self> {
        let length_size = usize::from(extradata.get(21)? & 3) + 1;
        let parameter_sets = ParameterSets::default();
        (extradata[0] == 1).then_some(Self { codec: Codec::Hevc, length_size, parameter_sets })
    }

    /// The units of a packet; nothing when the lengths do not fill it exactly.
    pub(crate) fn units<'a>(&self, mut data: &'a [u8]) -> Option<Vec<&'a [u8]>> {
        let mut units = Vec::new();
        while !data.is_empty() {
            let (length, rest) = data.split_at_checked(self.length_size)?;
            let length = length.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
            let (unit, rest) = rest.split_at_checked(length)?;
            if !unit.is_empty() {
                units.push(unit);
            }
            data = rest;
        }
        Some(units)
    }

    /// What a packet is to somebody who cuts; nothing when it is damaged. A parameter set in it
    /// that says nothing new is no change.
    pub(crate) fn look(&self, data: &[u8]) -> Option<Look> {
        let mut look = Look::default();
        for unit in self.units(data)? {
            match self.kind(unit) {
                Kind::Idr => look.idr = true,
                Kind::Parameters => look.changes |= self.is_news(unit),
                _ => {}
            }
        }
        Some(look)
    }

    fn is_news(&self, unit: &[u8]) -> bool {
        let known = &self.parameter_sets;
        let same = |set: &Vec<u8>| trimmed(set) == trimmed(unit);
        self.codec == Codec::H264
            && matches!(unit[0] & 0x1f, 7 | 8)
            && !known.sps.iter().chain(&known.pps).any(same)
    }

    /// True when a picture may be stored as fields, or its sets cannot be read.
    pub(crate) fn has_fields(&self) -> bool {
        let fields = |unit: &Vec<u8>| Sps::read(unit).is_none_or(|sps| !sps.frames_only);
        self.parameter_sets.sps.iter().any(fields)
    }

    /// What a unit is.
    fn kind(&self, unit: &[u8]) -> Kind {
        kind(self.codec, unit)
    }

    /// What a unit of H.264 is.
    pub(crate) fn h264_kind(unit: &[u8]) -> Kind {
        kind(Codec::H264, unit)
    }

    /// True when a packet can go between others that count lengths in four bytes as it is.
    pub(crate) fn is_plain(&self, data: &[u8]) -> bool {
        let foreign = |unit: &&[u8]| self.kind(unit) == Kind::Parameters;
        self.length_size == 4 && !self.units(data).is_some_and(|units| units.iter().any(foreign))
    }

    /// The same packet with lengths in four bytes and without parameter sets of its own.
    pub(crate) fn plain(&self, data: &[u8]) -> Option<Vec<u8>> {
        let mut plain = Vec::with_capacity(data.len() + 16);
        for unit in self.units(data)? {
            if self.kind(unit) != Kind::Parameters {
                plain.extend(u32::try_from(unit.len()).ok()?.to_be_bytes());
                plain.extend_from_slice(unit);
            }
        }
        Some(plain)
    }
}

fn kind(codec: Codec, unit: &[u8]) -> Kind {
    let Some(head) = unit.first() else { return Kind::Other };
    match (codec, head & 0x1f, head >> 1 & 0x3f) {
        (Codec::H264, 5, _) | (Codec::Hevc, _, 16..=20) => Kind::Idr,
        (Codec::H264, 1..=4, _) | (Codec::Hevc, _, 0..=15 | 21) => Kind::Slice,
        (Codec::H264, 7 | 8 | 13 | 15, _) | (Codec::Hevc, _, 32..=34) => Kind::Parameters,
        _ => Kind::Other,
    }
}

fn sets(rest: &mut &[u8], mask: u8) -> Option<Vec<Vec<u8>>> {
    let (count, mut data) = rest.split_first()?;
    let mut found = Vec::new();
    for _ in 0..count & mask {
        let (length, after) = data.split_at_checked(2)?;
        let (unit, after) =
            after.split_at_checked(usize::from(u16::from_be_bytes([length[0], length[1]])))?;
        found.push(unit.to_vec());
        data = after;
    }
    *rest = data;
    Some(found)
}

/// The units of a stream with start codes.
pub(crate) fn between_start_codes(data: &[u8]) -> Vec<&[u8]> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    while at + 3 <= data.len() {
        if data[at..].starts_with(&[0, 0, 1]) {
            starts.push(at + 3);
            at += 3;
        } else {
            at += 1;
        }
    }
    let ends = starts.iter().skip(1).map(|next| next - 3).chain([data.len()]);
    let unit = |(start, end): (&usize, usize)| trimmed(&data[*start..end.max(*start)]);
    starts.iter().zip(ends).map(unit).filter(|unit| !unit.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter_sets::tests::SPS;

    #[test]
    fn what_is_written_as_avcc_is_read_again() {
        let sets =
            ParameterSets { sps: vec![SPS.to_vec()], pps: vec![vec![0x68, 0xeb, 0xe3, 0xcb]] };
        let avcc = sets.avcc(&ParameterSets::default()).unwrap();
        let layout = Layout::h264(&avcc).unwrap();
        assert_eq!(layout.parameter_sets, sets);
        assert_eq!(sets.free_id(), Some(1));
        assert_eq!(layout.units(&[0, 0, 0, 2, 0x65, 1, 0, 0, 0, 1, 6]).unwrap().len(), 2);
        assert_eq!(layout.units(&[0, 0, 0, 9, 0x65]), None);
        assert_eq!(layout.kind(&[0x65, 1]), Kind::Idr);
    }

    #[test]
    fn start_codes_of_three_and_four_bytes_divide() {
        let units = between_start_codes(&[0, 0, 0, 1, 7, 1, 0, 0, 1, 8, 2, 0, 0, 0, 1, 5, 3, 0]);
        assert_eq!(units, [&[7, 1][..], &[8, 2], &[5, 3]]);
    }
}
