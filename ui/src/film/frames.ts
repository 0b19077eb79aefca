// Owns where frames begin and how far one step goes. Refuses to move anything itself.
import type { FrameRate, VideoInfo } from "../ipc/bindings";

export type Side = "start" | "end";
/** How far one step earlier or later goes. */
export type Step = "frame" | "tenth" | "second";

export const sides: readonly Side[] = ["start", "end"];
export const stepSizes: readonly Step[] = ["frame", "tenth", "second"];

const MIN_US = 10_000;

/** Length of one frame; a hundredth of a second where there are none. */
export const frameOf = (video: VideoInfo | null): number => (video ? lengthOf(video.frame_rate) : MIN_US);

const lengthOf = ({ num, den }: FrameRate): number => (den * 1_000_000) / num;

/** The beginning of the frame that is shown at a time; the time itself where frames are uneven. */
export function onFrame(us: number, video: VideoInfo | null): number {
  if (!video || video.variable_rate) return Math.round(us);
  const frame = frameOf(video);
  return Math.round(Math.floor((us + 1000) / frame) * frame);
}

/** One step on from a time: to the next frame, a tenth of a second, a second. */
export function stepped(us: number, by: 1 | -1, step: Step, video: VideoInfo | null): number {
  if (step === "second") return us + by * 1_000_000;
  if (step === "tenth") return us + by * 100_000;
  const frame = frameOf(video);
  if (!video || video.variable_rate) return Math.round(us + by * frame);
  const here = us / frame;
  const next = by > 0 ? Math.floor(here + 0.05) + 1 : Math.ceil(here - 0.05) - 1;
  return Math.round(next * frame);
}
