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

/// Lets a container leave out the packets of all streams but one. Where it knows their places it
/// does not even read them, which for sound in a long film is most of the file.
pub(crate) fn read_only(input: &mut ffmpeg_next::format::context::Input, index: usize) {
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
