// Owns the trim room: length before and after, the breathing choice, the list of parts.
// Refuses to find pauses itself: the program listens.
import { ArrowRight, AudioLines, Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { announce } from "../../design/announce";
import { Banner } from "../../design/Banner";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { Icon } from "../../design/Icon";
import { Pick } from "../../design/Pick";
import { useDesk } from "../../desk/desk";
import { NoClip } from "../../desk/NoClip";
import { Working } from "../../desk/Working";
import { RoomHead } from "../../desk/RoomHead";
import { Stage } from "../../film/Stage";
import { useFilm } from "../../film/useFilm";
import { m } from "../../paraglide/messages.js";
import type { Breathing } from "../../ipc/bindings";
import { longLength } from "../../words/amounts";
import { FillerList } from "./FillerList";
import { PartList } from "./PartList";
import { useInRoom } from "./partsInRoom";
import { useFillers } from "./useFillers";
import { usePartActs } from "./usePartActs";
import { Wave } from "./Wave";
import { WordList } from "./WordList";

type By = "parts" | "words" | "fillers";

export function TrimRoom() {
  const desk = useDesk();
  const film = useFilm();
  // From the check: the film stands where the words are said, and that part is open.
  const [aimed] = useState(() => (desk.aim?.step === "trim" ? (desk.aim.at_us ?? null) : null));
  const { acts, shown, step, forget } = usePartActs(film, aimed);
  const settled = useRef(false);
  const fillers = useFillers();
  const [wanted, setBy] = useState<By>("parts");
  const { host, view } = desk;
  const { clip, cuts, breathing, captions } = view.draft;
  const by = captions.cues.length === 0 || (wanted === "fillers" && !fillers.any) ? "parts" : wanted;
  useInRoom(by === "parts" ? acts : null);
  const silent = clip !== null && clip.info.audio === null;
  const working = desk.job !== null && (desk.job.kind === "pauses" || !view.listened);

  const propose = async (how: Breathing) => {
    const next = await desk.make("pauses", (job, onProgress) => host.proposeCuts(view.id, how, job, onProgress));
    if (!next) return false;
    const gone = next.draft.cuts.parts.filter((part) => !part.kept).length;
    announce(m.parts_told({ gone: String(gone), length: longLength(next.output_us) }));
    return true;
  };
  const again = async (how: Breathing) => {
    if (await propose(how)) forget();
  };
  // A film that nobody listened to and nobody cut is listened to on entering; settled once.
  useEffect(() => {
    if (settled.current || !clip) return;
    const can = cuts.parts.length <= 1 && !view.listened && !silent && desk.stopped !== "pauses";
    if (can && desk.busy) return;
    settled.current = true;
    if (can) void propose(breathing);
  });

  useEffect(() => {
    if (aimed === null) return;
    film.seek(aimed);
    focusSoon("[aria-current=true] [id$=toggle]");
  }, [aimed, film]);

  if (!clip) return <NoClip title={m.step_trim()} text={m.no_clip_trim()} />;
  const kept = cuts.parts.filter((part) => part.kept);
  const gone = cuts.parts.length - kept.length;
  const whole = clip.info.duration_us;
  return (
    <>
      <RoomHead title={m.step_trim()} />
      <div className="body body-trim">
        <Stage view={view} film={film} />
        <div className="right">
          <div className="sum">
            <section className="card gain">
              <p>
                <span>{longLength(whole)}</span>
                <Icon of={ArrowRight} />
                <span className="hidden">{m.becomes()}</span>
                <span className="big" data-testid="output-length">
                  {longLength(view.output_us)}
                </span>
              </p>
              <p className="small soft">{gone === 0 ? m.nothing_gone() : m.gone_sum({ count: gone, length: longLength(whole - view.output_us) })}</p>
            </section>
            {silent ? (
              <Banner level="warn" title={m.silent_trim()} testId="silent-clip">
                <p>{m.silent_trim_text()}</p>
              </Banner>
            ) : (
              <Pick<Breathing>
                legend={m.breathing()}
                value={breathing}
                testId="breathing"
                choices={[
                  { value: "gentle", words: m.breathing_gentle() },
                  { value: "normal", words: m.breathing_normal() },
                  { value: "tight", words: m.breathing_tight() },
                ]}
                onPick={(how) => void again(how)}
              />
            )}
          </div>
          {working ? (
            <Working work={desk} />
          ) : (
            <section className="card list" aria-labelledby="trim-title" data-region="list">
              <header>
                <h2 id="trim-title">
                  {by === "parts" ? m.parts_count({ count: cuts.parts.length, kept: String(kept.length), gone: String(gone) }) : by === "words" ? m.words_title() : m.fillers_title()}
                </h2>
                {captions.cues.length > 0 ? (
                  <Pick<By>
                    legend={m.cut_by()}
                    value={by}
                    testId="by"
                    choices={[
                      { value: "parts", words: m.by_parts() },
                      { value: "words", words: m.by_words() },
                      ...(fillers.any ? [{ value: "fillers" as const, words: m.by_fillers() }] : []),
                    ]}
                    onPick={setBy}
                  />
                ) : null}
                <div className="row tools">
                  {view.listened || silent ? null : (
                    <Button look="main" icon={AudioLines} onClick={() => void again(breathing)} testId="pauses-find">
                      {m.pauses_find()}
                    </Button>
                  )}
                  <Button look="soft" icon={Play} off={kept.length === 0 || !view.media_url} onClick={() => film.play(kept)} testId="play-kept">
                    {m.play_kept()}
                  </Button>
                </div>
              </header>
              {desk.stopped === "pauses" ? <Banner title={m.stopped()} testId="stopped" /> : null}
              {by === "parts" ? <PartList acts={acts} shown={shown} step={step} /> : by === "words" ? <WordList film={film} /> : <FillerList film={film} fillers={fillers} />}
              <Wave shown={by === "parts" ? shown : null} />
            </section>
          )}
        </div>
      </div>
    </>
  );
}
