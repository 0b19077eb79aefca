//! Owns what FFmpeg's safe bindings leave out, and with it all `unsafe` of this crate.
//! Refuses decisions: every function reads or sets one thing.

#![allow(unsafe_code, reason = "the bindings have no safe way to these fields")]

use ffmpeg_next::codec::packet::{Ref, side_data};
use ffmpeg_next::format::context::Input;
use ffmpeg_next::format::stream::StreamMut;
use ffmpeg_next::{Error, Packet, Stream, ffi, frame, log};

/// Makes FFmpeg say only what went wrong, on standard error.
pub(crate) fn quiet() {
    log::set_level(log::Level::Error);
}

/// False for packets that an edit list hides: they are decoded but never presented.
pub(crate) fn is_presented(packet: &Packet) -> bool {
    // SAFETY: `as_ptr` points at the packet that `packet` owns and borrows for this call; `flags`
    // is a plain integer in every FFmpeg version.
    let flags = unsafe { (*packet.as_ptr()).flags };
    flags & ffi::AV_PKT_FLAG_DISCARD == 0
}

/// True when the packet changes how the stream is coded from here on.
pub(crate) fn changes_coding(packet: &Packet) -> bool {
    let changes = |data: side_data::SideData<'_>| {
        [side_data::Type::NewExtraData, side_data::Type::ParamChange].contains(&data.kind())
    };
    packet.side_data().any(changes)
}

/// The container's earliest presentation time in microseconds, if it names one.
pub(crate) fn start_time(input: &Input) -> Option<i64> {
    // SAFETY: the context is open and owned by `input`, which is borrowed for this call;
    // `start_time` is a plain integer.
    let start = unsafe { (*input.as_ptr()).start_time };
    (start != ffi::AV_NOPTS_VALUE).then_some(start)
}

/// A stream's parameters that the bindings do not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Raw {
    pub(crate) level: i32,
    /// Neither fields nor unknown to be frames.
    pub(crate) progressive: bool,
}

/// Reads them.
pub(crate) fn raw(stream: &Stream<'_>) -> Raw {
    let parameters = stream.parameters();
    // SAFETY: the parameters live as long as `parameters`; both are plain values.
    let (level, order) = unsafe {
        let parameters = parameters.as_ptr();
        ((*parameters).level, (*parameters).field_order)
    };
    let frames = [ffi::AVFieldOrder::AV_FIELD_UNKNOWN, ffi::AVFieldOrder::AV_FIELD_PROGRESSIVE];
    Raw { level, progressive: frames.contains(&order) }
}

/// The codec's configuration as the container stores it; empty when there is none.
pub(crate) fn extradata(stream: &Stream<'_>) -> Vec<u8> {
    let parameters = stream.parameters();
    // SAFETY: FFmpeg keeps `extradata` valid for `extradata_size` bytes as long as the parameters
    // live, which `parameters` sees to; a null pointer is ruled out.
    unsafe {
        let parameters = parameters.as_ptr();
        bytes((*parameters).extradata, (*parameters).extradata_size)
    }
}

/// The configuration that an opened encoder made.
pub(crate) fn encoder_extradata(encoder: &ffmpeg_next::codec::Context) -> Vec<u8> {
    // SAFETY: as for `extradata`; the context is borrowed for this call.
    unsafe { bytes((*encoder.as_ptr()).extradata, (*encoder.as_ptr()).extradata_size) }
}

/// # Safety
/// `data` is null or valid for `size` bytes.
unsafe fn bytes(data: *const u8, size: i32) -> Vec<u8> {
    match usize::try_from(size) {
        // SAFETY: promised by the caller.
        Ok(size) if !data.is_null() => unsafe { std::slice::from_raw_parts(data, size) }.to_vec(),
        _ => Vec::new(),
    }
}

/// Gives a stream being written the parameters of `source` with another configuration, and the
/// turn and light that its container told of.
pub(crate) fn describe_as(
    target: &mut StreamMut<'_>,
    source: &Stream<'_>,
    extradata: &[u8],
) -> Result<(), Error> {
    target.set_parameters(source.parameters());
    let size = i32::try_from(extradata.len()).map_err(|_| Error::InvalidData)?;
    // SAFETY: the stream is owned by the context that `target` borrows. The old configuration was
    // allocated by FFmpeg and is freed by it; the new one has the padding that it asks for.
    unsafe {
        let parameters = (*target.as_mut_ptr()).codecpar;
        (*parameters).codec_tag = 0;
        ffi::av_freep((&raw mut (*parameters).extradata).cast());
        let padding = usize::try_from(ffi::AV_INPUT_BUFFER_PADDING_SIZE).unwrap_or(64);
        let copy = ffi::av_mallocz(extradata.len() + padding).cast::<u8>();
        if copy.is_null() {
            return Err(Error::Other { errno: ffmpeg_next::error::ENOMEM });
        }
        std::ptr::copy_nonoverlapping(extradata.as_ptr(), copy, extradata.len());
        (*parameters).extradata = copy;
        (*parameters).extradata_size = size;
    }
    copy_side_data(target, source)
}

/// With the parameters it was copied already.
#[cfg(side_data_in_parameters)]
fn copy_side_data(_: &mut StreamMut<'_>, _: &Stream<'_>) -> Result<(), Error> {
    Ok(())
}

#[cfg(not(side_data_in_parameters))]
fn copy_side_data(target: &mut StreamMut<'_>, source: &Stream<'_>) -> Result<(), Error> {
    for data in source.side_data() {
        let bytes = data.data();
        // SAFETY: FFmpeg returns room for as many bytes as asked for, or null.
        unsafe {
            let kind = data.kind().into();
            let room = ffi::av_stream_new_side_data(target.as_mut_ptr(), kind, bytes.len());
            if room.is_null() {
                return Err(Error::Other { errno: ffmpeg_next::error::ENOMEM });
            }
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), room, bytes.len());
        }
    }
    Ok(())
}

/// Goes to the last keyframe of a stream at or before `at`, in the stream's own unit.
pub(crate) fn seek(input: &mut Input, stream: usize, at: i64) -> Result<(), Error> {
    let stream = i32::try_from(stream).map_err(|_| Error::StreamNotFound)?;
    // SAFETY: the context is open and borrowed for writing; FFmpeg checks the stream's number.
    match unsafe { ffi::av_seek_frame(input.as_mut_ptr(), stream, at, ffi::AVSEEK_FLAG_BACKWARD) } {
        code if code >= 0 => Ok(()),
        code => Err(Error::from(code)),
    }
}

/// True when the decoder itself doubts a frame, or its picture was stored as fields.
pub(crate) fn is_doubtful(frame: &frame::Video) -> bool {
    // SAFETY: the frame is borrowed for this call; both are plain integers.
    let (flags, errors) =
        unsafe { ((*frame.as_ptr()).flags, (*frame.as_ptr()).decode_error_flags) };
    errors != 0 || flags & ffi::AV_FRAME_FLAG_CORRUPT != 0
}

/// Describes a stream of MP4's timed text; nothing when there is no memory for it.
pub(crate) fn text_parameters(description: &[u8]) -> Option<ffmpeg_next::codec::Parameters> {
    let mut parameters = ffmpeg_next::codec::Parameters::new();
    let length = i32::try_from(description.len()).ok()?;
    let room = description.len() + ffi::AV_INPUT_BUFFER_PADDING_SIZE as usize;
    // SAFETY: `parameters` owns what `as_mut_ptr` points at and is borrowed for this block. The
    // buffer comes from FFmpeg's allocator, as the field demands, is zeroed with its padding, is
    // as long as what is copied into it, and is freed with the parameters. The rest are plain
    // integers and enumerations meant to be set by callers.
    unsafe {
        let buffer = ffi::av_mallocz(room).cast::<u8>();
        if buffer.is_null() {
            return None;
        }
        std::ptr::copy_nonoverlapping(description.as_ptr(), buffer, description.len());
        let raw = parameters.as_mut_ptr();
        (*raw).extradata = buffer;
        (*raw).extradata_size = length;
        (*raw).codec_type = ffi::AVMediaType::AVMEDIA_TYPE_SUBTITLE;
        (*raw).codec_id = ffi::AVCodecID::AV_CODEC_ID_MOV_TEXT;
    }
    Some(parameters)
}

/// Lets a container leave out the packets of all streams but one. Where it knows their places it
/// does not even read them, which for sound in a long film is most of the file.
pub(crate) fn read_only(input: &mut Input, index: usize) {
    // SAFETY: the context is open and owned by `input`, which is borrowed mutably for this call;
    // `streams` holds `nb_streams` valid pointers, and `discard` may be set between packets.
    unsafe {
        let context = input.as_mut_ptr();
        for number in 0..(*context).nb_streams as usize {
            let stream = *(*context).streams.add(number);
            if number != index {
                (*stream).discard = ffi::AVDiscard::AVDISCARD_ALL;
            }
        }
    }
}
