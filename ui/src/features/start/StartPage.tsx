// Owns "Việc của tôi": go on with a film, or begin one. Refuses everything that isn't on this computer yet.
import { FilePenLine, FolderOpen, Lock, Play } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { Banner } from "../../design/Banner";
import { Button } from "../../design/Button";
import { Grove } from "../../design/Grove";
import { Icon } from "../../design/Icon";
import type { Work } from "../../desk/desk";
import { Listen } from "../../desk/Listen";
import { useHere } from "../../desk/useHere";
import { Working } from "../../desk/Working";
import { m } from "../../paraglide/messages.js";
import type { DraftSummary, DraftView, Step } from "../../ipc/bindings";
import type { Host } from "../../ipc/host";
import { stepHint, stepIcons, stepName, steps } from "../../words/steps";
import { Drafts } from "./Drafts";

interface Props {
  host: Host;
  work: Work;
  onOpen: (view: DraftView, step?: Step) => void;
  fail: (thrown: unknown) => void;
}

interface Acts {
  openClip: () => void;
  writeFirst: () => void;
  sample: () => void;
}

export function StartPage({ host, work, onOpen, fail }: Props) {
  const here = useHere();
  const [drafts, setDrafts] = useState<DraftSummary[] | null>(null);
  useEffect(() => {
    let current = true;
    host.listDrafts().then((list) => current && setDrafts(list), fail);
    return () => {
      current = false;
    };
  }, [host, fail]);

  const openClip = useCallback(() => {
    void (async () => {
      const path = await host.pickClip();
      if (path === null) return;
      const view = await host.openClip(path);
      if (here()) onOpen(view, "captions");
    })().catch(fail);
  }, [host, onOpen, fail, here]);
  const acts: Acts = {
    openClip,
    writeFirst: () => void host.newDraft(m.new_film_title()).then((view) => onOpen(view, "script"), fail),
    sample: () =>
      void work
        .work("sample", null, (job, onProgress) => host.openSample(job, onProgress))
        .then((view) => {
          if (view && here()) onOpen(view, "captions");
        }),
  };

  if (drafts === null) return <h1 className="hidden" tabIndex={-1}>{m.start_title()}</h1>;
  const busy = work.job ? <Working work={work} named /> : null;
  if (drafts.length === 0) return <Empty acts={acts} busy={busy} stopped={work.stopped?.kind === "sample"} />;
  return (
    <>
      <div className="head">
        <h1 tabIndex={-1}>{m.start_h1()}</h1>
        <div className="push">
          <Listen />
        </div>
      </div>
      <div className="body body-start">
        <Drafts drafts={drafts} onOpen={(id, step) => void host.getDraft(id).then((view) => onOpen(view, step), fail)} />
        <div className="side">
          {busy}
          <section className="card new">
            <h2>{m.new_film()}</h2>
            <Button icon={FolderOpen} onClick={acts.openClip} testId="open-clip">
              {m.open_clip()}
            </Button>
            <Button icon={FilePenLine} onClick={acts.writeFirst} testId="write-first">
              {m.write_first()}
            </Button>
            <Button look="bare" icon={Play} onClick={acts.sample} testId="open-sample">
              {m.open_sample()}
            </Button>
          </section>
          <p className="soft small here-note">
            <Icon of={Lock} />
            {m.all_here()}
          </p>
        </div>
      </div>
    </>
  );
}

function Empty({ acts, busy, stopped }: { acts: Acts; busy: React.ReactNode; stopped: boolean }) {
  return (
    <>
      <div className="hero">
        <section className="words">
          <div>
            <h1 tabIndex={-1}>{m.start_empty_h1()}</h1>
            <p className="lead">{m.start_empty_lead()}</p>
            {busy ?? (
              <div className="acts">
                <Button look="main" big icon={FolderOpen} onClick={acts.openClip} testId="open-clip">
                  {m.open_clip()}
                </Button>
                <Button big icon={FilePenLine} onClick={acts.writeFirst} testId="write-first">
                  {m.write_first()}
                </Button>
                <Button look="bare" icon={Play} onClick={acts.sample} testId="open-sample">
                  {m.open_sample()}
                </Button>
                {stopped ? <Banner title={m.stopped()} testId="stopped" /> : null}
              </div>
            )}
          </div>
          <Listen className="ear" />
        </section>
        <Grove />
      </div>
      <section className="path" aria-labelledby="path-title">
        <h2 className="hidden" id="path-title">
          {m.path_title()}
        </h2>
        <ol>
          {steps.map((step, n) => (
            <li key={step}>
              <Icon of={stepIcons[step]} />
              <span>
                <b>{m.path_step({ n: String(n + 1), name: stepName(step) })}</b>
                <span>{stepHint(step)}</span>
              </span>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
