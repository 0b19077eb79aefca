// Owns the captions room: which of its three faces shows (work running, nothing yet, the list).
// Refuses the rows themselves.
import { useCallback, useEffect, useRef, useState } from "react";
import { announce } from "../../design/announce";
import { focusSoon } from "../../design/focus";
import { useDesk } from "../../desk/desk";
import { NoClip } from "../../desk/NoClip";
import { useHere } from "../../desk/useHere";
import { Working } from "../../desk/Working";
import { RoomHead } from "../../desk/RoomHead";
import { Stage } from "../../film/Stage";
import { useFilm } from "../../film/useFilm";
import { m } from "../../paraglide/messages.js";
import type { CaptionSource, Cue, ModelInfo } from "../../ipc/bindings";
import { CaptionFindings } from "./CaptionFindings";
import { Coming } from "./Coming";
import { CueList } from "./CueList";
import { NoCues } from "./NoCues";

export function CaptionsRoom() {
  const desk = useDesk();
  const film = useFilm();
  const [open, setOpen] = useState(0);
  const [models, setModels] = useState<ModelInfo[] | null>(null);
  const here = useHere();
  const settled = useRef(false);
  const latest = useRef<{ list: Cue[]; open: number }>({ list: [], open: 0 });
  useEffect(() => {
    latest.current = { list: desk.view.draft.captions.cues, open };
  });
  const { host, view, fail, aim } = desk;
  const { clip, captions, script } = view.draft;
  const empty = captions.cues.length === 0;
  const hasScript = script.scenes.some((scene) => scene.say.trim() !== "");

  useEffect(() => {
    let current = true;
    host.speechModels().then((list) => current && setModels(list), fail);
    return () => {
      current = false;
    };
  }, [host, fail]);

  const make = async (source: CaptionSource) => {
    const made = await desk.make("captions", (job, onProgress, onSaid) => host.makeCaptions(view.id, source, job, onProgress, onSaid));
    if (!made) return;
    announce(m.captions_made({ count: made.draft.captions.cues.length }));
    if (here()) focusSoon("h1");
  };

  const translate = async () => {
    const made = await desk.make("translation", (job, onProgress, onSaid) => host.translateCaptions(view.id, job, onProgress, onSaid));
    if (!made) return;
    announce(m.english_made({ count: made.draft.captions.cues.filter((cue) => cue.translation).length }));
    if (here()) focusSoon("#cues-title");
  };

  // On entering without captions the work begins by itself, when something can be made. That is settled once:
  // whoever takes the captions back later has a reason.
  useEffect(() => {
    if (settled.current || !clip || models === null) return;
    const can = clip.info.audio !== null && empty && (models.length > 0 || hasScript) && desk.stopped !== "captions";
    if (can && desk.busy) return;
    settled.current = true;
    if (can) void make("auto");
  });

  useEffect(() => {
    if (aim?.step !== "captions") return;
    film.seek(aim.at_us ?? 0);
    focusSoon(`#${aim.field}`, (field) => field instanceof HTMLTextAreaElement && field.setSelectionRange(aim.start, aim.end));
  }, [aim, film]);

  // The film stands where the opened caption begins; an open one leaves the film where it is.
  const openRow = useCallback(
    (index: number) => {
      const { list, open: before } = latest.current;
      const cue = list[index];
      if (before !== index && cue && !film.playing()) film.seek(cue.start_us);
      setOpen(index);
    },
    [film],
  );
  const working = desk.job !== null && (desk.job.kind === "captions" || desk.job.kind === "translation" || empty);
  if (!clip) return <NoClip title={m.step_captions()} text={m.no_clip_text()} script />;
  return (
    <>
      <RoomHead title={m.step_captions()} />
      <div className="body body-captions">
        <Stage view={view} film={film} onCue={setOpen} />
        {working ? (
          <div className="right">
            <Working work={desk} />
            {desk.job && desk.job.said.length > 0 ? <Coming said={desk.job.said} /> : null}
          </div>
        ) : empty ? (
          <NoCues clip={clip} models={models} film={film} onMake={(source) => void make(source)} onTyped={() => setOpen(0)} />
        ) : (
          <div className="right cues-right">
            <CaptionFindings />
            <CueList film={film} open={open} onOpen={openRow} models={models ?? []} hasScript={hasScript} onMake={(source) => void make(source)} onTranslate={() => void translate()} />
          </div>
        )}
      </div>
    </>
  );
}
