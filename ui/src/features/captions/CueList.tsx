// Owns the list of cues: its head, and which row follows the film.
// Refuses the look of a row and what its acts do.
import { AudioLines, FilePenLine, FolderOpen, Search } from "lucide-react";
import { useEffect, useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { More } from "../../design/More";
import { Tag } from "../../design/Say";
import { useDesk } from "../../desk/desk";
import type { Film } from "../../film/film";
import { m } from "../../paraglide/messages.js";
import type { CaptionSource, ModelInfo } from "../../ipc/bindings";
import { language } from "../../words/language";
import { CueRow } from "./CueRow";
import { Replace } from "./Replace";
import { useCueActs } from "./useCueActs";

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
    const next = await desk.importCaptions();
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
