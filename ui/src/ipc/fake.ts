// Owns a whole stand-in for the program, in memory, for a plain browser and for tests.
// Refuses to pretend where it matters: no file is read or written.
// ?drafts=1 begins with the honey film, ?take=1 one with notes, offers and removed lines, ?model=1 with a speech model, ?silent=1 gives clips without sound, ?fillers=1 finds some, ?cues=500 makes it so long,
// ?welcomed=1 skips the first minute, ?language= ?theme= ?size= choose settings, ?pace=20 sets milliseconds for one step of a long work.
import type { Breathing, DictionaryEntry, Draft, DraftView, Edit, EditLabel, ErrorView, Loss, ModelInfo, Settings, Stage, Step } from "./bindings";
import { clipDraft, cues, emptyDraft, foundParts, honeyDraft, longDraft, wholeParts } from "./fake-draft";
import { fillersFake, refused, someFillersFake, textRangeFake } from "./fake-cuts";
import { mendedFake, offersFake } from "./fake-dictionary";
import { englishFake } from "./fake-english";
import { adviceFake, heardFake, lastFake, mendFake, offerFake, takeFake } from "./fake-advice";
import { applyFake, labelFake, stateFake } from "./fake-edits";
import { lookOf } from "../words/look";
import { modelsFake } from "./fake-models";
import { rulesFake } from "./fake-packs";
import { checkFake, learnedFake, lessonFake, quizFake } from "./fake-rules";
import type { Host, OnProgress } from "./host";

interface Kept {
  draft: Draft;
  undo: { draft: Draft; label: EditLabel }[];
  redo: { draft: Draft; label: EditLabel }[];
  saved: number;
  listened: boolean;
  looked: boolean;
  /** share of the sound that was read for its picture */
  read: number;
  step: Step;
}

const trouble = (code: ErrorView["code"], params: ErrorView["params"] = {}): ErrorView => ({ code, params, details: "stand-in" });

export function makeFakeHost(query: string): Host {
  const asked = new URLSearchParams(query);
  const pace = Number(asked.get("pace") ?? "120");
  const films = new Map<string, Kept>();
  const stopped = new Set<string>();
  const models: ModelInfo[] = asked.has("model") ? [{ id: "vi-small", size_bytes: 190_000_000, path: "/models/vi-small.bin" }] : [];
  const one = <T extends string>(name: string, values: readonly T[], usual: T): T => values.find((value) => value === asked.get(name)) ?? usual;
  let settings: Settings = {
    language: one("language", ["vi", "en", "fr"], "vi"),
    theme: one("theme", ["light", "dark", "contrast"], "light"),
    text_size: one("size", ["normal", "large", "huge"], "normal"),
    welcomed: asked.has("welcomed"),
  };
  let entries: DictionaryEntry[] = [];
  let url: string | null = null;
  const ready = findSample().then((found) => {
    url = found;
  });
  let counter = 0;
  const learned = new Map<string, { right: number; wrong: number }>();

  const keep = (draft: Draft, step: Step, listened = false): string => {
    counter += 1;
    const id = `film-${counter}`;
    films.set(id, { draft, undo: [], redo: [], saved: Date.now() - counter, listened, looked: false, read: 0, step });
    return id;
  };
  if (asked.has("drafts")) {
    keep(clipDraft("Buổi sáng hái trà ở Tà Xùa", "/home/hhen/Video/VID_1998.mp4", true), "captions");
    keep({ ...emptyDraft("Khăn thổ cẩm dệt tay"), script: { scenes: [{ title: "Mở đầu", say: "Khăn này mẹ mình dệt.", shoot: "" }] } }, "script");
    keep(asked.has("cues") ? longDraft(Number(asked.get("cues"))) : asked.has("take") ? { ...honeyDraft(), transcript: takeFake() } : honeyDraft(), "check", true);
    const honey = films.get("film-3");
    if (honey) honey.saved = Date.now();
  }

  const find = (id: string): Kept => {
    const film = films.get(id);
    if (!film) throw trouble("not-found", { path: id });
    return film;
  };
  const view = (id: string): DraftView => {
    const film = find(id);
    const { draft } = film;
    // As from the program: every answer is made anew.
    return structuredClone({
      id,
      draft,
      clip_present: draft.clip !== null,
      saved_at_ms: film.saved,
      undo: film.undo.at(-1)?.label ?? null,
      redo: film.redo.at(-1)?.label ?? null,
      output_us: draft.cuts.parts.filter((part) => part.kept).reduce((sum, part) => sum + part.end_us - part.start_us, 0),
      cue_states: draft.captions.cues.map((_, index) => stateFake(draft.captions.cues, index)),
      media_url: draft.clip ? url : null,
      listened: film.listened,
      step: film.step,
    });
  };
  const change = (id: string, edit: Edit, label = labelFake(edit)): DraftView => {
    const film = find(id);
    const next = applyFake(film.draft, edit);
    film.undo.push({ draft: film.draft, label });
    film.redo = [];
    film.draft = next;
    film.saved = Date.now();
    return view(id);
  };
  const back = (id: string, from: "undo" | "redo", to: "undo" | "redo"): DraftView => {
    const film = find(id);
    const entry = film[from].pop();
    if (!entry) throw refused();
    film[to].push({ draft: film.draft, label: entry.label });
    film.draft = entry.draft;
    return view(id);
  };
  const slowly = async (job: string, stages: Stage[], onProgress: OnProgress): Promise<void> => {
    const steps = 10;
    for (const [n, stage] of stages.entries()) {
      for (let step = 0; step <= steps; step++) {
        if (stopped.delete(job)) throw trouble("cancelled");
        const fraction = (n + step / steps) / stages.length;
        onProgress({ stages, stage, stage_fraction: step / steps, fraction, eta_s: step + n === 0 ? null : ((1 - fraction) * stages.length * steps * pace) / 1000 });
        await new Promise((done) => setTimeout(done, pace));
      }
    }
  };
  const mend = (draft: Draft, key: string): Edit => {
    const finding = checkFake(draft).findings.find((one) => one.key === key);
    if (!finding || finding.replacement === null) throw refused();
    const { place, replacement } = finding;
    if (place.place === "scene") return { edit: "set-script", script: { scenes: draft.script.scenes.map((scene, n) => (n === place.index ? { ...scene, say: replacement } : scene)) }, scene: place.index };
    if (place.place === "post") return { edit: "set-post", post: replacement };
    const cue = place.place === "cue" ? draft.captions.cues[place.index] : undefined;
    if (place.place !== "cue" || !cue) throw refused();
    return { edit: "replace-cues", at: place.index, remove: 1, insert: [{ ...cue, text: replacement }], act: "suggestion" };
  };

  return {
    getSettings: () => Promise.resolve(settings),
    setSettings: (next) => {
      settings = next;
      return Promise.resolve();
    },
    startupClip: () => Promise.resolve(null),
    onClose: (flush) => {
      const leaving = () => void flush();
      if (typeof window === "undefined") return () => undefined;
      window.addEventListener("beforeunload", leaving);
      return () => window.removeEventListener("beforeunload", leaving);
    },
    listDrafts: async () => {
      await ready;
      return [...films].map(([id, film]) => ({ id, title: film.draft.title, step: film.step, updated_at_ms: film.saved, duration_us: film.draft.clip?.info.duration_us ?? 0, has_clip: film.draft.clip !== null , poster_url: null}));
    },
    pickClip: () => Promise.resolve("/home/hhen/Video/VID_2041.mp4"),
    openClip: async (path) => {
      if (asked.has("broken")) throw trouble("truncated", { path });
      return view(keep(clipDraft("VID_2041", path, !asked.has("silent")), "captions"));
    },
    openSample: async (job, onProgress) => {
      await slowly(job, ["prepare", "encode"], onProgress);
      return view(keep(honeyDraft(), "captions", true));
    },
    newDraft: async (title) => view(keep(emptyDraft(title), "script")),
    attachClip: async (id, path) => change(id, { edit: "set-clip", clip: clipDraft("", path, !asked.has("silent")).clip, cuts: { parts: wholeParts() } }),
    getDraft: async (id) => view(id),
    deleteDraft: async (id) => {
      films.delete(id);
    },
    visitStep: async (id, step) => {
      find(id).step = step;
    },
    applyEdit: async (id, edit) => change(id, edit),
    undo: async (id) => back(id, "undo", "redo"),
    redo: async (id) => back(id, "redo", "undo"),
    splitCue: async (id, index, charOffset) => {
      const cue = find(id).draft.captions.cues[index];
      if (!cue) throw refused();
      const letters = [...cue.text];
      const first = letters.slice(0, charOffset).join("").trim();
      const second = letters.slice(charOffset).join("").trim();
      const middle = Math.round(cue.start_us + ((cue.end_us - cue.start_us) * first.length) / Math.max(1, cue.text.length));
      return change(id, { edit: "replace-cues", at: index, remove: 1, insert: [{ ...cue, end_us: middle, text: first }, { ...cue, start_us: middle, text: second }], act: "split" });
    },
    mergeCue: async (id, index) => {
      const list = find(id).draft.captions.cues;
      const [one, two] = [list[index], list[index + 1]];
      if (!one || !two) throw refused();
      return change(id, { edit: "replace-cues", at: index, remove: 2, insert: [{ ...one, end_us: two.end_us, text: `${one.text}\n${two.text}`, words: [...one.words, ...two.words] }], act: "merge" });
    },
    makeCaptions: async (id, source, job, onProgress, onSaid) => {
      const heard = cues();
      const tell: OnProgress = (update) => {
        onProgress(update);
        const next = update.stage === "recognise" ? heard.shift() : undefined;
        if (next) onSaid({ start_us: next.start_us, end_us: next.end_us, text: next.text.replace("\n", " ") });
      };
      await slowly(job, source === "speech" || (source === "auto" && models.length > 0) ? ["prepare", "recognise", "fit"] : ["prepare", "listen", "fit"], tell);
      return change(id, { edit: "set-captions", captions: { language: "vi", cues: cues() }, transcript: null });
    },
    importCaptions: async (id) => change(id, { edit: "set-captions", captions: { language: "vi", cues: cues().map((cue) => ({ ...cue, from: "file" as const })) }, transcript: null }),
    exportCaptions: async (id, ending, english) => {
      const { title, captions } = find(id).draft;
      const lost: Loss[] = ending === "txt" ? ["times", "word-times"] : ending === "srt" ? ["word-times"] : [];
      return { path: `/home/hhen/Video/Măng/${title}.${english ? "en" : "vi"}.${ending}`, folder: "/home/hhen/Video/Măng", cues: captions.cues.length, lost };
    },
    captionAdvice: async (id) => adviceFake(find(id).draft, asked.has("take")),
    mendCue: async (id, cue, code) => change(id, mendFake(find(id).draft, cue, code)),
    takeOffer: async (id, cue) => change(id, offerFake(find(id).draft, cue)),
    reflowCaptions: async (id, reading) => change(id, { edit: "set-reading", reading, captions: find(id).draft.captions }),
    canTranslate: async (id) => models.length > 0 && find(id).draft.clip?.info.audio != null,
    translateCaptions: async (id, job, onProgress, onSaid) => {
      const english = englishFake(find(id).draft.captions.cues);
      const left = find(id).draft.captions.cues.map(({ start_us, end_us }, n) => ({ start_us, end_us, text: english[n]?.text ?? "" }));
      await slowly(job, ["listen", "recognise"], (update) => {
        onProgress(update);
        const next = update.stage === "recognise" ? left.shift() : undefined;
        if (next) onSaid(next);
      });
      return change(id, { edit: "set-translations", at: 0, translations: english, act: "make" });
    },
    restoreLine: async (id, index) => change(id, heardFake(find(id).draft, "restore", index)),
    takeSpoken: async (id, index) => change(id, heardFake(find(id).draft, "spoken", index)),
    dismissNote: async (id, index) => change(id, heardFake(find(id).draft, "dismiss", index)),
    keepLast: async (id, index) => {
      const edits = lastFake(find(id).draft, index);
      if (edits.length === 0) throw refused();
      return edits.map((edit) => change(id, edit, { act: "retake-remove", number: null })).at(-1) ?? view(id);
    },
    dictionary: async () => [...entries],
    addToDictionary: async (entry) => {
      if (!entries.some((one) => one.word === entry.word && one.wrong === entry.wrong)) entries = [...entries, entry];
      return [...entries];
    },
    removeFromDictionary: async (entry) => {
      entries = entries.filter((one) => one.word !== entry.word || one.wrong !== entry.wrong);
      return [...entries];
    },
    dictionaryOffers: async (id) => offersFake(entries, find(id).draft.captions.cues),
    replaceByDictionary: async (id) => change(id, { edit: "set-cue-texts", texts: mendedFake(entries, find(id).draft.captions.cues) }),
    proposeCuts: async (id, breathing: Breathing, job, onProgress) => {
      await slowly(job, ["listen"], onProgress);
      find(id).listened = true;
      const parts = foundParts().map((part) => (breathing === "gentle" && part.end_us - part.start_us < 800_000 ? { ...part, kept: true } : part));
      return change(id, { edit: "set-cuts", cuts: { parts }, breathing, act: "propose" });
    },
    cutText: async (id, cue, from, to, kept) => change(id, { edit: "set-range", range: textRangeFake(find(id).draft.captions.cues, cue, from, to), kept, act: "text" }),
    fillers: async (id) => (asked.has("fillers") ? someFillersFake : fillersFake)(find(id).draft),
    waveform: async (id, slices) => {
      const film = find(id);
      const parts = foundParts();
      const length = film.draft.clip?.info.duration_us ?? 1;
      // Read by and by: each question finds a fifth more.
      film.read = Math.min(1, film.read + 0.2);
      const heights = Array.from({ length: slices }, (_, n) => {
        const at = (n / slices) * length;
        if (at >= film.read * length) return 0;
        const kept = parts.find((part) => at >= part.start_us && at < part.end_us)?.kept ?? false;
        return Math.round(kept ? 35 + 40 * Math.abs(Math.sin(n * 1.7)) * Math.abs(Math.cos(n * 0.31)) + 15 * Math.abs(Math.sin(n * 5.3)) : 4);
      });
      return { heights, covered_us: Math.round(film.read * length), done: film.read === 1 };
    },
    thumbnails: async () => ({ pictures: [], done: true }),
    checkDraft: async (id) => checkFake(find(id).draft, find(id).looked),
    lookAtFilm: async (id, job, onProgress) => {
      await slowly(job, ["look", "listen"], onProgress);
      find(id).looked = true;
      return checkFake(find(id).draft, true);
    },
    applySuggestion: async (id, key) => change(id, mend(find(id).draft, key), { act: "suggestion", number: null }),
    waiveFinding: async (id, key, reason) => {
      const { draft } = find(id);
      const finding = checkFake(draft).findings.find((one) => one.key === key);
      if (!finding) throw refused();
      return change(id, { edit: "set-waivers", waivers: [...draft.waivers, { rule: finding.rule, text: finding.marked, reason }] });
    },
    saveReport: async (id, ending) => `/home/hhen/${find(id).draft.title}.${ending}`,
    finishPlan: async (id) => {
      const shown = view(id);
      const [width, height] = { "9:16": [1080, 1920], "1:1": [1080, 1080], "16:9": [1920, 1080] }[shown.draft.aspect] as [number, number];
      const preset = lookOf(shown.draft).preset ?? ({ tiktok: "tiktok", "tiktok-shop": "tiktok", facebook: "reels", youtube: "shorts" } as const)[shown.draft.platform];
      const part = preset === "zalo" ? 2 / 3 : 1;
      const about_bytes = Math.round(shown.output_us * 0.7 * part);
      return { folder: `/home/hhen/Video/Măng/${shown.draft.title}`, width: width * part, height: height * part, output_us: shown.output_us, about_bytes, preset };
    },
    finish: async (id, job, onProgress) => {
      if (asked.has("full")) throw trouble("disk-full", { bytes: "240000000" });
      await slowly(job, ["prepare", "encode", "fit", "verify"], onProgress);
      const shown = view(id);
      const folder = `/home/hhen/Video/Măng/${shown.draft.title}`;
      const blocking = checkFake(shown.draft).findings.filter((finding) => finding.severity === "block" && finding.waived === null).length;
      return { folder, video: `${folder}/${shown.draft.title}.mp4`, captions: [`${folder}/${shown.draft.title}.vi.srt`], report: `${folder}/ban-soat-loi.html`, size_bytes: 23_400_000, output_us: shown.output_us, blocking };
    },
    openFolder: () => Promise.resolve(),
    cancelJob: async (job) => {
      stopped.add(job);
    },
    ...modelsFake(models, slowly),
    ...rulesFake(asked, slowly),
    lesson: async (rule) => {
      const lesson = lessonFake(rule);
      if (!lesson) throw trouble("not-found", { path: rule });
      return lesson;
    },
    quiz: async () => quizFake(),
    quizAnswered: async (rule, right) => {
      const before = learned.get(rule) ?? { right: 0, wrong: 0 };
      learned.set(rule, right ? { ...before, right: before.right + 1 } : { ...before, wrong: before.wrong + 1 });
    },
    learningProgress: async () => ({ drafts: films.size, day: "2026-11-15", rules: learnedFake([...films.values()].map((film) => film.draft), learned) }),
    saveProgress: async () => "/home/hhen/mang-progress.html",
  };
}

/** A film to play, when someone has put one beside the page. */
async function findSample(): Promise<string | null> {
  if (typeof document === "undefined") return null;
  try {
    const answer = await fetch("/sample.mp4", { method: "HEAD" });
    return answer.ok && (answer.headers.get("content-type") ?? "").startsWith("video/") ? "/sample.mp4" : null;
  } catch {
    return null;
  }
}
