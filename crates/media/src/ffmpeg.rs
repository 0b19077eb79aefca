//! Owns what FFmpeg's safe bindings leave out, and with it all `unsafe` of this crate.
//! Refuses decisions: every function reads or sets one field.

#![allow(unsafe_code, reason = "the bindings have no safe way to these fields")]

use ffmpeg_next::{codec::packet::Ref, ffi, log};

/// Makes FFmpeg say only what went wrong, on standard error.
pub(crate) fn quiet() {
    log::set_level(log::Level::Error);
}

/// False for packets that an edit list hides: they are decoded but never presented.
pub(crate) fn is_presented(packet: &ffmpeg_next::Packet) -> bool {
    // SAFETY: `as_ptr` points at the packet that `packet` owns and borrows for this call; `flags`
    // is a plain integer in every FFmpeg version.
    let flags = unsafe { (*packet.as_ptr()).flags };
    flags & ffi::AV_PKT_FLAG_DISCARD == 0
}

/// The container's earliest presentation time in microseconds, if it names one.
pub(crate) fn start_time(input: &ffmpeg_next::format::context::Input) -> Option<i64> {
    // SAFETY: the context is open and owned by `input`, which is borrowed for this call;
    // `start_time` is a plain integer.
    let start = unsafe { (*input.as_ptr()).start_time };
    (start != ffi::AV_NOPTS_VALUE).then_some(start)
}

/// Makes the reader leave out every packet of a stream, where the container allows without even
/// reading it from the disk.
pub(crate) fn leave_out(input: &mut ffmpeg_next::format::context::Input, stream: usize) {
    if let Some(mut stream) = input.stream_mut(stream) {
        // SAFETY: the stream belongs to the open context that `input` owns and that is borrowed
        // mutably for this call; `discard` is a plain enumeration meant to be set by callers.
        unsafe { (*stream.as_mut_ptr()).discard = ffi::AVDiscard::AVDISCARD_ALL };
    }
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
