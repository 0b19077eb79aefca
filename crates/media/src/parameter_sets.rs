//! Owns H.264's parameter sets: what a sequence parameter set says, free numbers, and the `avcC`
//! that holds several of them (ITU-T H.264 7.3.2.1, ISO/IEC 14496-15). Refuses to change any.

use crate::nal::between_start_codes;

/// Sequence and picture parameter sets, whole units with their headers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ParameterSets {
    pub(crate) sps: Vec<Vec<u8>>,
    pub(crate) pps: Vec<Vec<u8>>,
}

impl ParameterSets {
    /// From a stream whose units follow start codes, as encoders give their headers.
    pub(crate) fn of_start_codes(data: &[u8]) -> Self {
        let mut found = Self::default();
        for unit in between_start_codes(data) {
            match unit.first().map(|head| head & 0x1f) {
                Some(7) => found.sps.push(unit.to_vec()),
                Some(8) => found.pps.push(unit.to_vec()),
                _ => {}
            }
        }
        found
    }

    /// A number that neither kind of set uses, of those x264 can take.
    pub(crate) fn free_id(&self) -> Option<u32> {
        let sps = self.sps.iter().map(|unit| Sps::read(unit).map(|sps| sps.id));
        let pps = self.pps.iter().map(|unit| Bits::of(unit, 1).golomb());
        let used: Vec<u32> = sps.chain(pps).collect::<Option<_>>()?;
        (0..32).find(|id| !used.contains(id))
    }

    /// An `avcC` with units of four-byte lengths that holds both these sets and `others`.
    pub(crate) fn avcc(&self, others: &Self) -> Option<Vec<u8>> {
        let sps: Vec<&Vec<u8>> = self.sps.iter().chain(&others.sps).collect();
        let pps: Vec<&Vec<u8>> = self.pps.iter().chain(&others.pps).collect();
        let first = Sps::read(sps.first()?)?;
        let level = sps.iter().filter_map(|unit| unit.get(3)).max()?;
        let mut out = vec![1, first.profile, first.constraints, *level, 0xff];
        out.push(0xe0 | u8::try_from(sps.len()).ok().filter(|n| *n < 32)?);
        append(&mut out, &sps)?;
        out.push(u8::try_from(pps.len()).ok()?);
        append(&mut out, &pps)?;
        if first.is_high() {
            out.extend([0xfc | first.chroma, 0xf8 | first.depth, 0xf8 | first.chroma_depth, 0]);
        }
        Some(out)
    }
}

fn append(out: &mut Vec<u8>, units: &[&Vec<u8>]) -> Option<()> {
    for unit in units {
        out.extend(u16::try_from(unit.len()).ok()?.to_be_bytes());
        out.extend_from_slice(unit);
    }
    Some(())
}

/// What a cut needs to know of an H.264 sequence parameter set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sps {
    pub(crate) profile: u8,
    pub(crate) constraints: u8,
    pub(crate) level: u8,
    pub(crate) id: u32,
    /// 0 grey, 1 is 4:2:0, 2 is 4:2:2, 3 is 4:4:4.
    pub(crate) chroma: u8,
    /// Bits of a luma sample above 8.
    pub(crate) depth: u8,
    chroma_depth: u8,
    /// Pictures are frames, never fields.
    pub(crate) frames_only: bool,
}

impl Sps {
    /// Reads a whole unit; nothing when it breaks off.
    pub(crate) fn read(unit: &[u8]) -> Option<Self> {
        let mut bits = Bits::of(unit, 1);
        let (profile, constraints, level) = (bits.byte()?, bits.byte()?, bits.byte()?);
        let id = bits.golomb()?;
        let mut sps = Self {
            profile,
            constraints,
            level,
            id,
            chroma: 1,
            depth: 0,
            chroma_depth: 0,
            frames_only: true,
        };
        if sps.is_high() {
            sps.chroma = u8::try_from(bits.golomb()?).ok().filter(|c| *c < 4)?;
            if sps.chroma == 3 {
                bits.bit()?;
            }
            sps.depth = u8::try_from(bits.golomb()?).ok().filter(|d| *d < 7)?;
            sps.chroma_depth = u8::try_from(bits.golomb()?).ok().filter(|d| *d < 7)?;
            bits.bit()?;
            if bits.bit()? {
                let lists = if sps.chroma == 3 { 12 } else { 8 };
                for list in 0..lists {
                    if bits.bit()? {
                        skip_scaling_list(&mut bits, if list < 6 { 16 } else { 64 })?;
                    }
                }
            }
        }
        bits.golomb()?;
        match bits.golomb()? {
            0 => drop(bits.golomb()?),
            1 => {
                bits.bit()?;
                bits.golomb()?;
                bits.golomb()?;
                for _ in 0..bits.golomb()?.min(255) {
                    bits.golomb()?;
                }
            }
            _ => {}
        }
        bits.golomb()?;
        bits.bit()?;
        bits.golomb()?;
        bits.golomb()?;
        sps.frames_only = bits.bit()?;
        Some(sps)
    }

    /// The profiles whose sets say how colour is stored.
    fn is_high(self) -> bool {
        [100, 110, 122, 244, 44, 83, 86, 118, 128, 138].contains(&self.profile)
    }
}

fn skip_scaling_list(bits: &mut Bits, size: usize) -> Option<()> {
    let (mut last, mut next) = (8_i64, 8_i64);
    for _ in 0..size {
        if next != 0 {
            let code = i64::from(bits.golomb()?);
            let delta = if code % 2 == 1 { (code + 1) / 2 } else { -(code / 2) };
            next = (last + delta + 256) % 256;
        }
        last = if next == 0 { last } else { next };
    }
    Some(())
}

/// Reads bits of a unit, its emulation prevention bytes left out.
struct Bits {
    bytes: Vec<u8>,
    at: usize,
}

impl Bits {
    fn of(unit: &[u8], skip: usize) -> Self {
        let mut bytes = Vec::with_capacity(unit.len());
        let mut zeros = 0;
        for byte in unit.iter().skip(skip) {
            if zeros >= 2 && *byte == 3 {
                zeros = 0;
                continue;
            }
            zeros = if *byte == 0 { zeros + 1 } else { 0 };
            bytes.push(*byte);
        }
        Self { bytes, at: 0 }
    }

    fn bit(&mut self) -> Option<bool> {
        let byte = self.bytes.get(self.at / 8)?;
        let bit = byte >> (7 - self.at % 8) & 1 == 1;
        self.at += 1;
        Some(bit)
    }

    fn bits(&mut self, count: u32) -> Option<u32> {
        (0..count).try_fold(0, |sum, _| Some(sum << 1 | u32::from(self.bit()?)))
    }

    fn byte(&mut self) -> Option<u8> {
        self.bits(8).and_then(|bits| u8::try_from(bits).ok())
    }

    /// An unsigned number in Exp-Golomb code.
    fn golomb(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while !self.bit()? {
            zeros += 1;
            if zeros > 30 {
                return None;
            }
        }
        Some((1 << zeros) - 1 + self.bits(zeros)?)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Made by x264 for 640×360, High profile, level 3.0.
    pub(crate) const SPS: [u8; 24] = [
        0x67, 0x64, 0x00, 0x1e, 0xac, 0xd9, 0x40, 0xa0, 0x2f, 0xf9, 0x70, 0x11, 0x00, 0x00, 0x03,
        0x00, 0x01, 0x00, 0x00, 0x03, 0x00, 0x3c, 0x0f, 0x16,
    ];

    #[test]
    fn a_sequence_parameter_set_is_read() {
        let sps = Sps::read(&SPS).unwrap();
        assert_eq!((sps.profile, sps.level, sps.id, sps.chroma, sps.depth), (100, 30, 0, 1, 0));
        assert!(sps.frames_only);
        assert_eq!(Sps::read(&SPS[..4]), None);
    }
}
