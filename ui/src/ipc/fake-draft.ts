// Owns the honey film of the stand-in: one draft with everything in it. Refuses real files.
import type { Coding, Cue, Draft, Part } from "./bindings";

const S = 1_000_000;

const lines: [number, number, string][] = [
  [0.4, 3.0, "Sáng nay vườn cà phê\nnhà mình nở trắng,"],
  [3.2, 5.9, "ong bay về\nnghe rì rào."],
  [6.8, 9.6, "Mật này mình quay\nngay tại vườn,"],
  [9.7, 11.2, "hai ngày một lần,\nkhông pha thêm đường."],
  [12.0, 14.5, "Sáng lạnh mình hay pha\nmột thìa với nước ấm,"],
  [14.6, 16.8, "vị thơm dịu,\nuống là tỉnh."],
  [17.2, 20.6, "Mật ong trị dứt viêm họng,\nnhà nào cũng nên có."],
  [22.0, 24.8, "Hũ nào cũng có tem\ncủa tổ hợp tác."],
  [25.0, 28.2, "Bạn quét mã là thấy\nvườn nhà mình."],
  [29.4, 32.0, "Ai cần thì nhắn mình,"],
  [32.1, 35.4, "mình gửi xe trong ngày\ncho bà con."],
];

const parts: [number, number, boolean][] = [
  [0, 0.3, false], [0.3, 6.0, true], [6.0, 6.7, false], [6.7, 16.9, true], [16.9, 17.1, true], [17.1, 20.7, true],
  [20.7, 21.9, false], [21.9, 28.3, true], [28.3, 29.3, false], [29.3, 36, true],
];

export const cues = (): Cue[] =>
  lines.map(([from, to, text]) => ({
    start_us: from * S,
    end_us: to * S,
    text,
    words: text.split(/\s+/u).map((word, n, all) => ({
      start_us: Math.round((from + ((to - from) * n) / all.length) * S),
      end_us: Math.round((from + ((to - from) * (n + 1)) / all.length) * S),
      text: word,
      probability: 0.9,
    })),
    from: "speech",
  }));

export const LENGTH_US = 36 * S;

export const wholeParts = (): Part[] => [{ start_us: 0, end_us: LENGTH_US, kept: true, origin: "sound" }];

export const foundParts = (): Part[] =>
  parts.map(([from, to, kept]) => ({ start_us: from * S, end_us: to * S, kept, origin: kept ? "sound" : "pause" }));

export const emptyDraft = (title: string): Draft => ({
  title,
  language: "vi",
  platform: "tiktok",
  aspect: "9:16",
  look: { style: "box", framing: { fill: "crop", focus_x: 50, focus_y: 50 }, preset: null },
  clip: null,
  script: { scenes: [] },
  transcript: null,
  captions: { language: "vi", cues: [] },
  cuts: { parts: [] },
  breathing: "normal",
  post: "",
  answers: [],
  waivers: [],
});

export const clipDraft = (title: string, path: string, sound: boolean): Draft => ({
  ...emptyDraft(title),
  clip: {
    path,
    info: {
      container: "mp4",
      duration_us: LENGTH_US,
      size_bytes: 24_000_000,
      video: { codec: "h264", width: 1080, height: 1920, rotation: 0, frame_rate: { num: 30, den: 1 }, variable_rate: false, keyframes: 36, frames: 1080, pixel_format: "yuv420p", transfer: "bt709", duration_us: LENGTH_US, coding },
      audio: sound ? { codec: "aac", sample_rate: 48_000, channels: 1, duration_us: LENGTH_US, layout: "mono", start_us: 0 } : null,
    },
  },
  cuts: { parts: wholeParts() },
});

const coding: Coding = { profile: "High", level: 40, bits: 8, primaries: "bt709", matrix: "bt709", range: "tv", start_us: 0, closed_gops: 36, open_gops: 0, longest_gop: 30, hidden: 0, edits: 1 };

export const honeyDraft = (): Draft => ({
  ...clipDraft("Mật ong hoa cà phê", "/home/hhen/Video/VID_2041.mp4", true),
  platform: "tiktok-shop",
  script: {
    scenes: [
      { title: "Mở đầu", say: "Sáng nay vườn cà phê nhà mình nở trắng, ong bay về nghe rì rào.", shoot: "Vườn nở hoa, máy đi chậm từ trái sang phải." },
      { title: "Cách làm", say: "Mật này mình quay ngay tại vườn, hai ngày một lần, không pha thêm đường.", shoot: "Tay cầm cầu ong, mật chảy vào hũ." },
      { title: "Sản phẩm", say: "Mật ong trị dứt viêm họng, nhà nào cũng nên có một hũ.", shoot: "Cận cảnh hũ mật và tem của tổ hợp tác." },
    ],
  },
  captions: { language: "vi", cues: cues() },
  cuts: { parts: foundParts() },
  post: "Mật ong hoa cà phê, 100% thiên nhiên. Giá rẻ nhất vùng. #matong",
  answers: [{ question: "ad-label", yes: true }, { question: "tried-product", yes: true }],
});

/** The same sentences again and again. */
export function longDraft(count: number): Draft {
  const honey = honeyDraft();
  const some = cues();
  const all = Array.from({ length: count }, (_, n) => {
    const by = Math.floor(n / some.length) * LENGTH_US;
    const later = <T extends { start_us: number; end_us: number }>(one: T): T => ({ ...one, start_us: one.start_us + by, end_us: one.end_us + by });
    const cue = some[n % some.length] as Cue;
    return { ...later(cue), words: cue.words.map(later) };
  });
  const length = Math.ceil(count / some.length) * LENGTH_US;
  const clip = honey.clip && { ...honey.clip, info: { ...honey.clip.info, duration_us: length } };
  return { ...honey, clip, captions: { language: "vi", cues: all }, cuts: { parts: [{ start_us: 0, end_us: length, kept: true, origin: "sound" }] } };
}
