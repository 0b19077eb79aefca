//! Owns the font that comes with the program: Be Vietnam Pro, so that captions and pages look alike
//! on every computer and no Vietnamese letter is missing. Licence: `fonts/OFL.txt`.

/// For running text.
pub const REGULAR: &[u8] = include_bytes!("../fonts/BeVietnamPro-Regular.ttf");
/// For captions that are not to shout.
pub const SEMI_BOLD: &[u8] = include_bytes!("../fonts/BeVietnamPro-SemiBold.ttf");
/// For captions and headings.
pub const BOLD: &[u8] = include_bytes!("../fonts/BeVietnamPro-Bold.ttf");
