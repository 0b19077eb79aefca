// Owns the proof that the stand-in host walks the whole line. Refuses the real program.
import { describe, expect, it } from "vitest";
import { makeFakeHost } from "../src/ipc/fake";
import { errorWords } from "../src/words/errors";
import { openFindings } from "../src/words/findings";
import { speakWithout } from "./language";

const quiet = () => undefined;

describe("the stand-in", () => {
  it("goes from a clip to a finished film", async () => {
    const host = makeFakeHost("?pace=0");
    const path = await host.pickClip();
    const opened = await host.openClip(path ?? "");
    const captioned = await host.makeCaptions(opened.id, "script", "job-1", quiet, quiet);
    expect(captioned.draft.captions.cues).toHaveLength(11);
    expect(captioned.cue_states).toHaveLength(11);
    const cut = await host.proposeCuts(opened.id, "normal", "job-2", quiet);
    expect(cut.listened).toBe(true);
    expect(cut.output_us).toBeLessThan(36_000_000);
    const report = await host.checkDraft(opened.id);
    const [first] = openFindings(report.findings);
    expect(first?.severity).toBe("block");
    await host.applySuggestion(opened.id, first?.key ?? "");
    expect(openFindings((await host.checkDraft(opened.id)).findings)).toHaveLength(0);
    const finished = await host.finish(opened.id, "job-3", quiet);
    expect(finished.blocking).toBe(0);
  });
  it("takes back and does again", async () => {
    const host = makeFakeHost("?drafts=1");
    const before = await host.getDraft("film-3");
    const edited = await host.applyEdit("film-3", { edit: "set-cue-text", index: 2, text: "khác" });
    expect(edited.undo).toEqual({ act: "cue-text", number: 3 });
    const undone = await host.undo("film-3");
    expect(undone.draft).toEqual(before.draft);
    expect((await host.redo("film-3")).draft.captions.cues[2]?.text).toBe("khác");
  });
  it("stops when asked", async () => {
    const host = makeFakeHost("?pace=1");
    const work = host.openSample("job-4", quiet);
    await host.cancelJob("job-4");
    await expect(work).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("errors in words", () => {
  it("names the file and the room that is missing", () => {
    speakWithout("vi");
    expect(errorWords({ code: "truncated", params: { path: "/a/b/VID_2041.mp4" }, details: "" }).sentence).toBe("Không mở được “VID_2041.mp4”. Tệp thiếu phần cuối.");
    expect(errorWords({ code: "disk-full", params: { bytes: "240000000" }, details: "" }).hint).toContain("240 MB");
    expect(errorWords({ code: "disk-full", params: {}, details: "" }).hint).not.toContain("undefined");
  });
});
