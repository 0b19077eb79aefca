// Owns the last room: shape, what will be made and where, making it, what was made.
// Refuses any change of content.
import { Check, Film as FilmIcon, FolderOpen } from "lucide-react";
import { useEffect, useState } from "react";
import { Banner } from "../../design/Banner";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { Icon } from "../../design/Icon";
import { Pick } from "../../design/Pick";
import { useDesk } from "../../desk/desk";
import { Working } from "../../desk/Working";
import { RoomHead } from "../../desk/RoomHead";
import { Stage } from "../../film/Stage";
import { useFilm } from "../../film/useFilm";
import { m } from "../../paraglide/messages.js";
import type { Aspect, Finished, FinishPlan } from "../../ipc/bindings";
import { longLength, size } from "../../words/amounts";
import { fileName } from "../../words/errors";
import { Gets } from "./Gets";

export function FinishRoom() {
  const desk = useDesk();
  const film = useFilm();
  const [plan, setPlan] = useState<FinishPlan | null>(null);
  const { host, view, fail, finished } = desk;
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
  const made = finished !== null && desk.job === null;
  useEffect(() => {
    if (made) focusSoon("#finished-title");
  }, [made]);

  if (!hasClip) {
    return (
      <>
        <RoomHead title={m.step_finish()} />
        <div className="body one">
          <section className="card sheet" data-testid="no-clip" data-region="list">
            <h2>{m.no_clip()}</h2>
            <p>{m.no_clip_finish()}</p>
            <div className="row">
              <Button look="main" icon={FolderOpen} onClick={() => void desk.attach()} testId="attach-clip">
                {m.open_clip()}
              </Button>
            </div>
          </section>
        </div>
      </>
    );
  }
  return (
    <>
      <RoomHead title={m.step_finish()} />
      <div className="body body-finish">
        <Stage view={view} film={film} bare />
        <div className="right scroll" data-region="list">
          {desk.job ? (
            <Working work={desk} />
          ) : finished ? (
            <Done finished={finished} />
          ) : (
            <section className="card work">
              {desk.stopped === "finish" ? <Banner title={m.stopped()} testId="stopped" /> : null}
              <Pick<Aspect>
                legend={m.shape()}
                value={draft.aspect}
                testId="aspect"
                choices={[
                  { value: "9:16", words: m.shape_tall() },
                  { value: "1:1", words: m.shape_square() },
                  { value: "16:9", words: m.shape_wide() },
                ]}
                onPick={(aspect) => void desk.edit({ edit: "set-target", platform: draft.platform, aspect })}
              />
              <div className="row">
                <Button look="main" big icon={FilmIcon} onClick={() => void desk.finish()} testId="finish-start">
                  {m.finish_start()}
                </Button>
                {plan ? <p className="soft">{m.finish_length({ length: longLength(plan.output_us) })}</p> : null}
              </div>
            </section>
          )}
          {plan && !finished ? <Gets plan={plan} /> : null}
        </div>
      </div>
    </>
  );
}

function Done({ finished }: { finished: Finished }) {
  const desk = useDesk();
  return (
    <section className="card work" data-testid="finish-done">
      <h2 id="finished-title" tabIndex={-1}>
        {m.finished_title()}
      </h2>
      <p className="tag good">
        <Icon of={Check} />
        {m.finished_sum({ length: longLength(finished.output_us), size: size(finished.size_bytes) })}
      </p>
      {finished.blocking > 0 ? (
        <Banner level="warn" title={m.finished_blocking({ count: finished.blocking })} testId="finish-blocking">
          <Button onClick={() => desk.go("check")}>{m.back_to({ name: m.step_check() })}</Button>
        </Banner>
      ) : null}
      <p className="folder">
        <Icon of={FolderOpen} />
        <span>{finished.folder}</span>
      </p>
      <ul>
        {[finished.video, ...finished.captions, finished.report].map((path) => (
          <li key={path}>{fileName(path)}</li>
        ))}
      </ul>
      <div className="row">
        <Button look="main" icon={FolderOpen} onClick={() => void desk.host.openFolder(finished.folder).catch(desk.fail)} testId="open-folder">
          {m.open_folder()}
        </Button>
        <Button icon={FilmIcon} onClick={() => void desk.finish()} testId="finish-again">
          {m.finish_again()}
        </Button>
      </div>
    </section>
  );
}
