// Owns the names of caption styles, files and parts of a picture, and the usual look. Refuses to change a draft.
import { m } from "../paraglide/messages.js";
import type { Aspect, CaptionStyle, Draft, Look, Preset } from "../ipc/bindings";

/** Drafts of older versions have no look of their own. */
const usual: Look = { style: "box", framing: { fill: "crop", focus_x: 50, focus_y: 50 }, preset: null };

export const lookOf = (draft: Draft): Look => draft.look ?? usual;

export const styleName = (style: CaptionStyle): string =>
  ({ box: m.style_box, big: m.style_big, karaoke: m.style_karaoke, clean: m.style_clean })[style]();

export const styleHint = (style: CaptionStyle): string =>
  ({ box: m.style_box_hint, big: m.style_big_hint, karaoke: m.style_karaoke_hint, clean: m.style_clean_hint })[style]();

export const presetName = (preset: Preset): string =>
  ({ tiktok: m.preset_tiktok, reels: m.preset_reels, shorts: m.preset_shorts, zalo: m.preset_zalo })[preset]();

const ratios: Record<Aspect, number> = { "9:16": 9 / 16, "1:1": 1, "16:9": 16 / 9 };

/** Where the clip has more than the new shape: at its sides, above and below, or nowhere. */
export function cutAway(draft: Draft): "sides" | "ends" | null {
  const video = draft.clip?.info.video;
  if (!video) return null;
  const turned = video.rotation % 180 === 90;
  const ratio = turned ? video.height / video.width : video.width / video.height;
  const wanted = ratios[draft.aspect];
  if (Math.abs(ratio / wanted - 1) < 0.01) return null;
  return ratio > wanted ? "sides" : "ends";
}
