// Owns the last room: shape and look, what will be made and where, making it.
// Refuses any change of content.
import { Film as FilmIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { Banner } from "../../design/Banner";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { Pick } from "../../design/Pick";
import { useDesk } from "../../desk/desk";
import { NoClip } from "../../desk/NoClip";
import { Working } from "../../desk/Working";
import { RoomHead } from "../../desk/RoomHead";
import { Stage } from "../../film/Stage";
import { useFilm } from "../../film/useFilm";
import { m } from "../../paraglide/messages.js";
import type { Aspect, FinishPlan } from "../../ipc/bindings";
import { longLength } from "../../words/amounts";
import { CaptionLook } from "./CaptionLook";
import { FileLook } from "./FileLook";
import { FrameLook } from "./FrameLook";
import { Gets } from "./Gets";
import { Result } from "./Result";

export function FinishRoom() {
  const desk = useDesk();
  const film = useFilm();
  const [plan, setPlan] = useState<FinishPlan | null>(null);
  const { host, view, fail, done } = desk;
  const { draft } = view;
  const hasClip = draft.clip !== null;

  useEffect(() => {
    if (!hasClip) return;
    let current = true;
    host.finishPlan(view.id).then((made) => current && setPlan(made), fail);
    return () => {
      current = false;
    };
  }, [host, view, hasClip, fail]);
  // A picture with words on it, to choose their look by.
  const first = draft.captions.cues[0]?.start_us;
  useEffect(() => {
    if (first !== undefined) film.seek(first + 300_000);
  }, [film, first]);
  const made = done !== null && desk.job === null;
  useEffect(() => {
    if (made) focusSoon("#finished-title");
  }, [made]);

  if (!hasClip) return <NoClip title={m.step_finish()} text={m.no_clip_finish()} />;
  return (
    <>
      <RoomHead title={m.step_finish()} />
      <div className="body body-finish">
        <Stage view={view} film={film} bare />
        <div className="right scroll" data-region="list">
          {desk.job ? (
            <Working work={desk} />
          ) : (
            <>
              {done ? <Result done={done} /> : null}
              <section className="card work">
                {desk.stopped === "finish" ? <Banner title={m.stopped()} testId="stopped" /> : null}
                <Shape />
                {draft.captions.cues.length > 0 ? <CaptionLook /> : null}
                <details className="more-looks" data-testid="more-looks">
                  <summary>{m.look_more()}</summary>
                  <FrameLook />
                  {plan ? <FileLook plan={plan} /> : null}
                </details>
                {done ? null : (
                  <div className="row">
                    <Button look="main" big icon={FilmIcon} onClick={() => void desk.finish()} testId="finish-start">
                      {m.finish_start()}
                    </Button>
                    {plan ? <p className="soft">{m.finish_length({ length: longLength(plan.output_us) })}</p> : null}
                  </div>
                )}
              </section>
            </>
          )}
          {plan && !done ? <Gets plan={plan} /> : null}
        </div>
      </div>
    </>
  );
}

/** Stays beside the result: another shape is made by making the film again. */
function Shape() {
  const desk = useDesk();
  return (
    <Pick<Aspect>
      legend={m.shape()}
      value={desk.view.draft.aspect}
      testId="aspect"
      choices={[
        { value: "9:16", words: m.shape_tall() },
        { value: "1:1", words: m.shape_square() },
        { value: "16:9", words: m.shape_wide() },
      ]}
      onPick={(aspect) => void desk.edit(({ draft }) => ({ edit: "set-target", platform: draft.platform, aspect }))}
    />
  );
}
