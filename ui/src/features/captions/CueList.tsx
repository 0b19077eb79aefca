// Owns the list of cues: which row is open, and what its acts do to the draft.
// Refuses the look of a row.
import { AudioLines, FilePenLine, FolderOpen, Search } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { More } from "../../design/More";
import { Tag } from "../../design/Say";
import { useDesk } from "../../desk/desk";
import type { Film } from "../../film/film";
import { m } from "../../paraglide/messages.js";
import type { CaptionSource, ModelInfo } from "../../ipc/bindings";
import { language } from "../../words/language";
import { type CueActs, CueRow } from "./CueRow";
import { letters, newCue, rangeWithin, roomOf, splitAt } from "./cues";
import { Replace } from "./Replace";

interface Props {
  film: Film;
  open: number;
  models: ModelInfo[];
  hasScript: boolean;
  onOpen: (index: number) => void;
  onMake: (source: CaptionSource) => void;
}

export function CueList({ film, open, models, hasScript, onOpen, onMake }: Props) {
  const desk = useDesk();
  const { view } = desk;
  const { cues } = view.draft.captions;
  const [replacing, setReplacing] = useState(false);
  const acts = useCueActs(film, onOpen);
  const weak = view.cue_states.filter((state) => state.problem !== "none").length;
  const said = language();

  // While the film plays, the open row follows it, unless someone works in the list.
  useEffect(
    () =>
      film.listen(() => {
        if (!film.playing() || document.activeElement?.closest(".cue")) return;
        const now = film.now();
        const index = cues.findIndex((cue) => now >= cue.start_us && now < cue.end_us);
        if (index >= 0) onOpen(index);
      }),
    [film, cues, onOpen],
  );
  useEffect(() => {
    if (!document.activeElement?.closest(".cue")) document.getElementById(`cue-${open}`)?.scrollIntoView({ block: "nearest" });
  }, [open]);

  const fromFile = async () => {
    const next = await desk.act(() => desk.host.importCaptions(view.id));
    if (next) announce(m.captions_made({ count: next.draft.captions.cues.length }));
  };
  return (
    <section className="card list" aria-label={m.cues_label()} data-region="list">
      <header>
        <h2 tabIndex={-1} id="cues-title">
          {m.cues_count({ count: cues.length })}
        </h2>
        {weak > 0 ? <Tag level="warn">{m.cues_weak({ count: weak })}</Tag> : <Tag level="good">{m.cues_all_good()}</Tag>}
        <div className="row tools">
          <Button look="soft" icon={Search} onClick={() => setReplacing(true)} testId="replace">
            {m.replace_title()}
          </Button>
          <More
            look="soft"
            testId="captions-again"
            items={[
              { id: "speech", words: models.length > 0 ? m.captions_again_speech() : m.captions_again_no_model(), icon: AudioLines, off: models.length === 0, act: () => onMake("speech") },
              { id: "script", words: hasScript ? m.captions_again_script() : m.captions_again_no_script(), icon: FilePenLine, off: !hasScript, act: () => onMake("script") },
              { id: "file", words: m.captions_import(), icon: FolderOpen, act: () => void fromFile() },
            ]}
          >
            {m.captions_again()}
          </More>
        </div>
      </header>
      <ol>
        {cues.map((cue, index) => (
          <CueRow key={index} index={index} count={cues.length} cue={cue} state={view.cue_states[index]} open={index === open} language={said} acts={acts} />
        ))}
      </ol>
      {replacing ? <Replace onClose={() => setReplacing(false)} /> : null}
    </section>
  );
}

/** One object for all rows and all times, so that typing in one row leaves the others alone. */
function useCueActs(film: Film, onOpen: (index: number) => void): CueActs {
  const desk = useDesk();
  const latest = useRef({ desk, onOpen });
  useEffect(() => {
    latest.current = { desk, onOpen };
  });
  const cueAt = useCallback((index: number) => latest.current.desk.view.draft.captions.cues[index], []);
  return useMemo<CueActs>(() => {
    const now = () => latest.current.desk;
    const length = () => now().view.draft.clip?.info.duration_us ?? Number.MAX_SAFE_INTEGER;
    const goTo = (index: number) => {
      latest.current.onOpen(index);
      focusSoon(`#cue-text-${index}`);
    };
    const setRange = async (index: number, start: number, end: number, told: string) => {
      const range = rangeWithin(roomOf(now().view.draft.captions.cues, index, length()), start, end);
      if (!range) announce(m.cue_no_room(), "assertive");
      else if (await now().edit({ edit: "set-cue-range", index, range })) announce(told);
    };
    const n = (index: number) => ({ n: String(index + 1) });
    return {
      open: (index) => latest.current.onOpen(index),
      commit: async (index, text) => (await now().edit({ edit: "set-cue-text", index, text })) !== null,
      hear: (index) => {
        const cue = cueAt(index);
        if (cue) film.play([cue]);
      },
      extend: async (index, by) => {
        const cue = cueAt(index);
        if (cue) await setRange(index, cue.start_us, cue.end_us + by, m.cue_extended(n(index)));
        focusSoon(`#cue-text-${index}`);
      },
      startHere: (index) => {
        const cue = cueAt(index);
        if (cue) void setRange(index, film.now(), cue.end_us, m.cue_start_set(n(index)));
      },
      endHere: (index) => {
        const cue = cueAt(index);
        if (cue) void setRange(index, cue.start_us, film.now(), m.cue_end_set(n(index)));
      },
      nudge: (index, by) => {
        const cue = cueAt(index);
        if (cue) void setRange(index, cue.start_us + by, cue.end_us + by, m.cue_nudged(n(index)));
      },
      split: async (index, text, caret) => {
        const at = letters(text, splitAt(text, caret));
        const desk = now();
        if (!(await desk.act(() => desk.host.splitCue(desk.view.id, index, at)))) return;
        announce(m.cue_split_done(n(index)));
        goTo(index + 1);
      },
      merge: async (index) => {
        const desk = now();
        if (!(await desk.act(() => desk.host.mergeCue(desk.view.id, index)))) return;
        announce(m.cue_merged(n(index)));
        goTo(index);
      },
      remove: async (index) => {
        const count = now().view.draft.captions.cues.length;
        if (!(await now().edit({ edit: "replace-cues", at: index, remove: 1, insert: [], act: "delete" }))) return;
        announce(m.cue_removed(n(index)));
        if (count > 1) goTo(Math.min(index, count - 2));
        else focusSoon("h1");
      },
      insert: async (index) => {
        const cues = now().view.draft.captions.cues;
        const cue = newCue(cues[index]?.end_us ?? film.now(), length(), cues);
        const at = cue ? cues.filter((other) => other.start_us < cue.start_us).length : 0;
        if (!cue) announce(m.cue_no_room(), "assertive");
        else if (await now().edit({ edit: "replace-cues", at, remove: 0, insert: [cue], act: "insert" })) goTo(at);
      },
    };
  }, [film, cueAt]);
}
