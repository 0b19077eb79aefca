// Owns how a finding is ranked and named: level, where, order. Refuses the cards.
import { m } from "../paraglide/messages.js";
import type { CheckedFinding, Platform, Severity } from "../ipc/bindings";
import type { Level } from "../design/Say";
import { clockShort } from "../time/clock";

export const level = (severity: Severity): Level => ({ block: "block", restrict: "warn", advise: "note" } as const)[severity];

export const levelName = (severity: Severity): string => ({ block: m.level_block, restrict: m.level_restrict, advise: m.level_advise })[severity]();

export function whereName({ place }: CheckedFinding): string {
  switch (place.place) {
    case "scene": return m.where_scene({ n: String(place.index + 1) });
    case "cue": return m.where_cue({ n: String(place.index + 1), at: clockShort(place.at_us) });
    case "post": return m.where_post();
    case "picture": return place.at ? m.where_picture_at({ at: clockShort(place.at.start_us) }) : m.where_picture();
    case "video": return place.at ? m.where_video_at({ at: clockShort(place.at.start_us) }) : m.where_video();
  }
}

const rank: Record<Severity, number> = { block: 0, restrict: 1, advise: 2 };

function moment({ place }: CheckedFinding): number {
  if (place.place === "scene") return place.index;
  if (place.place === "cue") return 1e6 + place.at_us;
  if (place.place === "post") return 1e15;
  return 1e16 + (place.at?.start_us ?? 0);
}

/** How sure a finding is, as a sentence. */
export const sureName = ({ sure, likeness }: CheckedFinding): string =>
  likeness ? m.sure_likeness() : { sure: m.sure_sure, likely: m.sure_likely, maybe: m.sure_maybe }[sure]();

/** What stands before the marked words: said, written in the picture, or measured. */
export const nowName = ({ place }: CheckedFinding): string => (place.place === "picture" ? m.seen_now() : place.place === "video" ? m.measured_now() : m.said_now());

/** By level, then by time; waived ones stay out. */
export function openFindings(findings: CheckedFinding[]): CheckedFinding[] {
  return findings
    .filter((finding) => finding.waived === null)
    .sort((a, b) => rank[a.severity] - rank[b.severity] || moment(a) - moment(b));
}

export const platformName = (platform: Platform): string =>
  ({ tiktok: m.platform_tiktok, "tiktok-shop": m.platform_tiktok_shop, facebook: m.platform_facebook, youtube: m.platform_youtube })[platform]();

/** What stands in the video and its post; a script is only a plan once there are captions. */
export const postedFindings = (findings: readonly CheckedFinding[]): CheckedFinding[] => findings.filter((finding) => finding.posted);
