// Owns which page is shown and where the focus goes when it changes. Refuses the content of rooms.
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { I18nProvider } from "react-aria-components";
import { announce } from "../design/announce";
import { focusSoon } from "../design/focus";
import { type Aim, DeskContext, TypingContext } from "../desk/desk";
import { CaptionsRoom } from "../features/captions/CaptionsRoom";
import { CheckRoom } from "../features/check/CheckRoom";
import { FinishRoom } from "../features/finish/FinishRoom";
import { HelpRoom } from "../features/help/HelpRoom";
import { LearnRoom } from "../features/learn/LearnRoom";
import { ModelShelf } from "../features/models/ModelShelf";
import { useModels } from "../features/models/useModels";
import { ScriptRoom } from "../features/script/ScriptRoom";
import { StartPage } from "../features/start/StartPage";
import { TrimRoom } from "../features/trim/TrimRoom";
import { Welcome } from "../features/welcome/Welcome";
import { m } from "../paraglide/messages.js";
import type { DraftView, ErrorView, Settings, Step } from "../ipc/bindings";
import type { Host } from "../ipc/host";
import { asError } from "../words/errors";
import { tags } from "../words/language";
import { stepName } from "../words/steps";
import { Foot } from "./Foot";
import { keyRows } from "./keys";
import { LiveRegions } from "./LiveRegions";
import { Notices } from "./Notices";
import { TopBar } from "./TopBar";
import { useDeskOf } from "./useDeskOf";
import { useKeys } from "./useKeys";
import { useOpenDraft } from "./useOpenDraft";
import { useQueue } from "./useQueue";
import { useWork } from "./useWork";
import { guessTheme, wear } from "./wear";

type Page = "start" | "help" | "models" | "learn" | Step;

const rooms: Record<Step, () => ReactNode> = { script: ScriptRoom, captions: CaptionsRoom, trim: TrimRoom, check: CheckRoom, finish: FinishRoom };
const isStep = (page: Page): page is Step => page !== "start" && page !== "help" && page !== "models" && page !== "learn";

export function App({ host, first }: { host: Host; first: Settings }) {
  const [settings, setSettings] = useState<Settings>(() => (first.welcomed ? first : { ...first, theme: first.theme === "light" ? guessTheme() : first.theme }));
  const [page, setPage] = useState<Page>("start");
  /** the step one was in last, also while Help is shown */
  const [reached, setReached] = useState<Step>("script");
  const draft = useOpenDraft();
  const { view, open: show, close } = draft;
  const [aim, setAim] = useState<Aim | null>(null);
  const [error, setError] = useState<ErrorView | null>(null);
  wear(settings);

  const fail = useCallback((thrown: unknown) => setError(asError(thrown)), []);
  const work = useWork(host, setError);
  const models = useModels(host, fail);
  const queue = useQueue(host, draft, fail);
  const change = useCallback(
    (next: Settings) => {
      setSettings(next);
      host.setSettings(next).catch(fail);
    },
    [host, fail],
  );
  const toStep = useCallback((step: Step, to?: Aim) => {
    setError(null);
    setAim(to ?? null);
    setReached(step);
    setPage(step);
  }, []);
  const toHelp = useCallback(() => {
    setAim(null);
    setPage("help");
  }, []);
  const toModels = useCallback(() => {
    setError(null);
    setAim(null);
    setPage("models");
  }, []);
  const toLearn = useCallback(() => {
    setAim(null);
    setPage("learn");
  }, []);
  const toStart = useCallback(() => {
    setError(null);
    setAim(null);
    setPage("start");
    close();
  }, [close]);
  const open = useCallback(
    (next: DraftView, step?: Step) => {
      show(next);
      toStep(step ?? next.step);
    },
    [show, toStep],
  );
  const closed = useCallback(() => {
    toStart();
    announce(m.film_removed());
  }, [toStart]);
  const { desk, last } = useDeskOf({ host, settings, work, draft, queue, aim, onSettings: change, onStep: toStep, onHelp: toHelp, onModels: toModels, onClosed: closed, fail });
  useKeys(desk, settings.welcomed && isStep(page) ? page : null, settings.keys, toHelp);
  useEntering(host, page, view?.id ?? null, settings.welcomed, aim !== null);
  useEffect(() => host.onClose(queue.settle), [host, queue]);
  useEffect(() => {
    if (!settings.welcomed) return;
    host
      .startupClip()
      .then(async (path) => {
        if (path !== null) open(await host.openClip(path));
      })
      .catch(fail);
  }, [host, settings.welcomed, open, fail]);

  const name = !settings.welcomed ? m.welcome_title() : page === "start" ? m.start_title() : page === "help" ? m.help() : page === "models" ? m.models_title() : page === "learn" ? m.learn() : stepName(page);
  useEffect(() => {
    document.title = `${name} · Măng Studio`;
  }, [name]);

  if (!settings.welcomed) {
    return (
      <I18nProvider locale={tags[settings.language]}>
        <Welcome settings={settings} onChange={setSettings} onDone={() => change({ ...settings, welcomed: true })} />
        <LiveRegions />
      </I18nProvider>
    );
  }
  const Room = isStep(page) ? rooms[page] : null;
  const toFinished = (id: string) => {
    if (view?.id === id) toStep("finish");
    else host.getDraft(id).then((next) => open(next, "finish"), fail);
  };
  return (
    <I18nProvider locale={tags[settings.language]}>
      <TypingContext value={queue.typing}>
      <DeskContext value={desk}>
        <div className="app">
          <TopBar
            stem={view ? { here: isStep(page) ? page : null, reached } : null}
            inHelp={page === "help" || page === "learn"}
            onHome={toStart}
            onStep={toStep}
            onHelp={toHelp}
          />
          <Notices error={error} done={page === "finish" && last?.film.id === view?.id ? null : last} onFinished={toFinished} onClose={() => setError(null)} />
          <main id="main" data-region="main" data-page={page} className={page === "start" ? "bare-main" : ""}>
            {page === "start" ? <StartPage host={host} work={work} onOpen={open} fail={fail} /> : null}
            {page === "help" ? <HelpRoom host={host} settings={settings} keys={keyRows(settings.keys)} onSettings={change} onModels={toModels} onLearn={toLearn} fail={fail} /> : null}
            {page === "models" ? <ModelShelf models={models} settings={settings} onSettings={change} /> : null}
            {page === "learn" ? <LearnRoom host={host} fail={fail} /> : null}
            {Room && desk ? <Room key={`${page}-${desk.view.id}`} /> : null}
          </main>
          {desk && page !== "start" ? (
            <Foot desk={desk} step={isStep(page) ? page : null} reached={reached} onBack={() => toStep(reached)} />
          ) : null}
        </div>
      </DeskContext>
      </TypingContext>
      <LiveRegions />
    </I18nProvider>
  );
}

/** A new page: tells the program, and puts the focus on the title unless the room has an aim. */
function useEntering(host: Host, page: Page, id: string | null, welcomed: boolean, aimed: boolean): void {
  const before = useRef("");
  useEffect(() => {
    const now = `${welcomed}/${page}/${id ?? ""}`;
    const last = before.current;
    before.current = now;
    if (last === now || !welcomed) return;
    if (id !== null && isStep(page)) host.visitStep(id, page).catch(() => undefined);
    if (last !== "" && !aimed) focusSoon("h1");
  }, [host, page, id, welcomed, aimed]);
}
