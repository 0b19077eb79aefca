// Owns the captions room before there is a caption: what is missing, and every way to go on.
// Refuses to hide that no speech model is installed.
import { AudioLines, FolderOpen, Plus } from "lucide-react";
import { announce } from "../../design/announce";
import { Banner } from "../../design/Banner";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { useDesk } from "../../desk/desk";
import type { Film } from "../../film/film";
import { m } from "../../paraglide/messages.js";
import type { CaptionSource, Clip, ModelInfo } from "../../ipc/bindings";
import { newCue } from "./cues";
import { FromScript } from "./FromScript";

interface Props {
  clip: Clip;
  models: ModelInfo[] | null;
  film: Film;
  onMake: (source: CaptionSource) => void;
  onTyped: () => void;
}

export function NoCues({ clip, models, film, onMake, onTyped }: Props) {
  const desk = useDesk();
  const { script } = desk.view.draft;
  const silent = clip.info.audio === null;
  const byHand = async () => {
    const from = film.now();
    const done = await desk.edit(({ draft }) => {
      const cue = newCue(from, clip.info.duration_us, draft.captions.cues);
      return cue && { edit: "replace-cues", at: 0, remove: 0, insert: [cue], act: "insert" };
    });
    if (done) {
      onTyped();
      focusSoon("#cue-text-0");
    }
  };
  const fromFile = async () => {
    const view = await desk.importCaptions();
    if (view) announce(m.captions_made({ count: view.draft.captions.cues.length }));
  };
  return (
    <div className="scroll" data-region="list">
      <div className="sheet" data-testid="no-cues">
        {desk.stopped === "captions" ? <Banner title={m.stopped()} testId="stopped" /> : null}
        {silent ? (
          <Banner level="warn" title={m.silent_clip()} testId="silent-clip">
            <p>{m.silent_clip_text()}</p>
          </Banner>
        ) : models?.length === 0 ? (
          <Banner title={m.no_model()} testId="no-model">
            <p>{m.no_model_text()}</p>
            <Button look="bare" onClick={desk.models} testId="to-models">
              {m.no_model_how()}
            </Button>
          </Banner>
        ) : null}
        {!silent && (models?.length ?? 0) > 0 ? (
          <div className="row">
            <Button look="main" icon={AudioLines} onClick={() => onMake("speech")} testId="captions-speech">
              {m.captions_from_speech()}
            </Button>
          </div>
        ) : null}
        <FromScript key={script.scenes.length > 1 ? "many" : "one"} silent={silent} main={(models?.length ?? 0) === 0} onMake={onMake} />
        <section className="card sheet">
          <h2>{m.captions_other()}</h2>
          <p className="help">{m.captions_import_help()}</p>
          <div className="row">
            <Button icon={FolderOpen} onClick={() => void fromFile()} testId="captions-import">
              {m.captions_import()}
            </Button>
            <Button icon={Plus} onClick={() => void byHand()} testId="captions-hand">
              {m.captions_hand()}
            </Button>
          </div>
        </section>
      </div>
    </div>
  );
}
