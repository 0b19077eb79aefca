// Owns the list of captions: its head, which row follows the film, and which dialog is open.
// Refuses the look of a row and what its acts do.
import { AudioLines, BookA, Ear, EarOff, Eraser, FilePenLine, FolderOpen, Languages, Lightbulb, Save, Search, SpellCheck, Timer, TriangleAlert, Undo2, Volume2, WrapText } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { announce } from "../../design/announce";
import { Banner } from "../../design/Banner";
import { Button } from "../../design/Button";
import { More } from "../../design/More";
import { Tag } from "../../design/Say";
import { useDesk } from "../../desk/desk";
import { useVoice } from "../../desk/voice";
import type { Film } from "../../film/film";
import { useHeard } from "../../film/useHeard";
import { m } from "../../paraglide/messages.js";
import type { CaptionSource, Heard, ModelInfo } from "../../ipc/bindings";
import { language } from "../../words/language";
import { type AdviceKind, AdvicePane } from "./AdvicePane";
import { CueRow, type Fine } from "./CueRow";
import { useCuesInRoom } from "./cuesInRoom";
import { Dictionary } from "./Dictionary";
import { EnglishPane } from "./EnglishPane";
import { ExportPane } from "./ExportPane";
import { Find } from "./Find";
import { Flow } from "./Flow";
import { stateWords } from "./marks";
import { Shift } from "./Shift";
import { Speaker } from "./Speaker";
import { useAdvice } from "./useAdvice";
import { useCueActs } from "./useCueActs";
import { useEnglish } from "./useEnglish";
import { useMarkActs } from "./useMarkActs";
import { useOffers } from "./useOffers";

interface Props {
  film: Film;
  open: number;
  models: ModelInfo[];
  hasScript: boolean;
  onOpen: (index: number) => void;
  onMake: (source: CaptionSource) => void;
  onTranslate: () => void;
}

type Asking = { what: "find" | "words" | "flow" | "english" | "export" } | { what: "advice"; kind: AdviceKind | null } | { what: "speaker" | "shift"; index: number };

const quiet: Heard = { tones: false, words: false };

export function CueList({ film, open: wanted, models, hasScript, onOpen, onMake, onTranslate }: Props) {
  const desk = useDesk();
  const { view, settings, choose } = desk;
  const { cues } = view.draft.captions;
  const open = Math.min(wanted, cues.length - 1);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [times, setTimes] = useState(false);
  const advice = useAdvice();
  const marks = useMarkActs(advice);
  const wordsOf = (index: number) => stateWords(view.cue_states[index], advice.of(index));
  const { acts, step, removed } = useCueActs(film, onOpen, wordsOf);
  const offers = useOffers();
  const english = useEnglish();
  const second = english.can || english.count > 0;
  const weak = cues.filter((_, index) => wordsOf(index).level === "warn").length;
  const lesser = advice.findings.length + advice.offers.length + advice.removed.length + advice.notes.length;
  const said = language();
  const heard = settings.heard ?? quiet;
  const voice = useVoice(view.draft.captions.language);
  const wake = useHeard(film, cues, voice ? heard : { ...heard, words: false }, voice);

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

  const setHeard = useCallback(
    (next: Heard, told: string) => {
      wake(next.tones && !heard.tones);
      choose({ heard: next });
      announce(told);
    },
    [choose, heard, wake],
  );
  const toggleHeard = useCallback(() => setHeard({ ...heard, tones: !heard.tones }, heard.tones ? m.heard_told_off() : m.heard_told_on()), [setHeard, heard]);
  const onFind = useCallback(() => setAsking({ what: "find" }), []);
  const onWords = useCallback(() => setAsking({ what: "words" }), []);
  const onSpeaker = useCallback((index: number) => setAsking({ what: "speaker", index }), []);
  const onShift = useCallback((index: number) => setAsking({ what: "shift", index }), []);
  const onAdvice = useCallback((kind: AdviceKind | null) => setAsking({ what: "advice", kind }), []);
  const onExport = useCallback(() => setAsking({ what: "export" }), []);
  const onFlow = useCallback(() => setAsking({ what: "flow" }), []);
  const onEnglish = useCallback(() => (second ? setAsking({ what: "english" }) : announce(m.english_no_model(), "assertive")), [second]);
  useCuesInRoom({ acts, open, last: cues.length - 1, onFind, onWords, onSpeaker, onShift, onHeard: toggleHeard, marks, onAdvice, onFlow, onEnglish, onConfirm: english.acts.confirm, onExport });
  const fine = useMemo<Fine>(() => ({ step, shown: times, onShow: setTimes, onSpeaker, onShift, film, marks }), [step, times, onSpeaker, onShift, film, marks]);

  const fromFile = async () => {
    const next = await desk.importCaptions();
    if (next) announce(m.captions_made({ count: next.draft.captions.cues.length }));
  };
  const close = () => setAsking(null);
  return (
    <section className="card list" aria-label={m.cues_label()} data-region="list">
      <header>
        <h2 tabIndex={-1} id="cues-title">
          {m.cues_count({ count: cues.length })}
        </h2>
        {weak > 0 || lesser > 0 ? (
          <Button icon={weak > 0 ? TriangleAlert : Lightbulb} className={weak > 0 ? "warn" : ""} onClick={() => onAdvice(null)} testId="advice">
            {weak > 0 ? m.cues_weak({ count: weak }) : m.advice_title()}
          </Button>
        ) : (
          <Tag level="good">{m.cues_all_good()}</Tag>
        )}
        <div className="row tools">
          <Button look="soft" icon={Search} onClick={onFind} testId="replace">
            {m.replace_title()}
          </Button>
          <Button look="soft" icon={heard.tones ? Ear : EarOff} aria-pressed={heard.tones} onClick={toggleHeard} testId="heard">
            {heard.tones ? m.heard_on() : m.heard_off()}
          </Button>
          <More
            look="soft"
            testId="captions-again"
            items={[
              { id: "words", words: m.dictionary_title(), icon: BookA, act: onWords },
              { id: "flow", words: m.flow_title(), icon: WrapText, act: onFlow },
              { id: "removed", words: m.removed_count({ count: advice.removed.length }), icon: Eraser, act: () => onAdvice("removed") },
              ...(second ? [{ id: "english", words: m.english_title(), icon: Languages, act: onEnglish }] : []),
              { id: "shift-all", words: m.shift_title(), icon: Timer, act: () => onShift(0) },
              { id: "restore", words: removed ? m.cue_restore() : m.cue_none_removed(), icon: Undo2, off: !removed, act: () => void acts.restore() },
              ...(voice ? [{ id: "heard-words", words: heard.words ? m.heard_words_stop() : m.heard_words_speak(), icon: Volume2, act: () => setHeard({ ...heard, words: !heard.words }, heard.words ? m.heard_words_off() : m.heard_words_on()) }] : []),
              { id: "speech", words: models.length > 0 ? m.captions_again_speech() : m.captions_again_no_model(), icon: AudioLines, off: models.length === 0, act: () => onMake("speech") },
              { id: "script", words: hasScript ? m.captions_again_script() : m.captions_again_no_script(), icon: FilePenLine, off: !hasScript, act: () => onMake("script") },
              { id: "file", words: m.captions_import(), icon: FolderOpen, act: () => void fromFile() },
              { id: "export", words: m.export_title(), icon: Save, act: onExport },
            ]}
          >
            {m.more()}
            <span className="hidden"> {m.more_captions()}</span>
          </More>
        </div>
      </header>
      {offers.places > 0 ? (
        <Banner title={m.offers_found({ count: offers.places })} testId="offers">
          <div className="row">
            <Button icon={SpellCheck} onClick={() => void offers.takeAll()} testId="offers-take">
              {m.offers_take()}
            </Button>
            <Button look="bare" onClick={onWords} testId="offers-show">
              {m.show_me()}
            </Button>
          </div>
        </Banner>
      ) : null}
      {/* Every row is there: screen readers and the page's own search find all of them. */}
      <ol className="cues">
        {cues.map((cue, index) => (
          <CueRow key={index} index={index} count={cues.length} cue={cue} state={view.cue_states[index]} marks={advice.of(index)} english={english.count > 0 ? english.acts : null} fine={index === open ? fine : null} language={said} acts={acts} />
        ))}
      </ol>
      {asking?.what === "find" ? <Find from={open} onClose={close} onGo={acts.goTo} /> : null}
      {asking?.what === "words" ? <Dictionary offers={offers} onClose={close} /> : null}
      {asking?.what === "advice" ? <AdvicePane first={asking.kind} advice={advice} film={film} marks={marks} onGo={acts.goTo} onClose={close} /> : null}
      {asking?.what === "flow" ? <Flow onFlow={marks.reflow} onClose={close} /> : null}
      {asking?.what === "english" ? <EnglishPane english={english} onTranslate={onTranslate} onClose={close} /> : null}
      {asking?.what === "export" ? <ExportPane english={english.count > 0} onClose={close} /> : null}
      {asking?.what === "speaker" ? <Speaker index={asking.index} onName={acts.name} onClose={close} /> : null}
      {asking?.what === "shift" ? <Shift index={asking.index} onShift={acts.shift} onClose={close} /> : null}
    </section>
  );
}
