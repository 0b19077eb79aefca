// Owns what becomes of a picture of another shape: cut around a place, or whole before blurred sides.
// Refuses dragging; the place is chosen by word and moved by buttons.
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from "lucide-react";
import { Button } from "../../design/Button";
import { announce } from "../../design/announce";
import { Pick } from "../../design/Pick";
import { useDesk } from "../../desk/desk";
import type { Fill, Framing } from "../../ipc/bindings";
import { m } from "../../paraglide/messages.js";
import { cutAway, lookOf } from "../../words/look";

type Place = "start" | "middle" | "end" | "exact";

const STEP = 5;
const percents: Record<Exclude<Place, "exact">, number> = { start: 15, middle: 50, end: 85 };
const placeAt = (percent: number): Place => (Object.keys(percents) as (keyof typeof percents)[]).find((place) => percents[place] === percent) ?? "exact";

export function FrameLook() {
  const desk = useDesk();
  const { draft } = desk.view;
  const { framing } = lookOf(draft);
  const away = cutAway(draft);
  if (away === null) return <p data-testid="same-shape">{m.same_shape()}</p>;
  const change = (next: (framing: Framing) => Framing) =>
    desk.edit(({ draft }) => {
      const look = lookOf(draft);
      return { edit: "set-look", look: { ...look, framing: next(look.framing) } };
    });
  const sides = away === "sides";
  const percent = sides ? framing.focus_x : framing.focus_y;
  const put = (to: number) => change((framing) => ({ ...framing, [sides ? "focus_x" : "focus_y"]: to }));
  const step = (by: number) => {
    const to = Math.min(100, Math.max(0, percent + by));
    void put(to).then((view) => view && announce(m.focus_at({ n: String(to) })));
  };
  const place = placeAt(percent);
  const places = [
    { value: "start" as Place, words: sides ? m.focus_left() : m.focus_top() },
    { value: "middle" as Place, words: m.focus_middle() },
    { value: "end" as Place, words: sides ? m.focus_right() : m.focus_bottom() },
  ];
  return (
    <>
      <Pick<Fill>
        legend={m.fill_legend()}
        value={framing.fill}
        testId="fill"
        choices={[
          { value: "crop", words: m.fill_crop() },
          { value: "blur", words: m.fill_blur() },
        ]}
        onPick={(fill) => void change((framing) => ({ ...framing, fill }))}
      />
      {framing.fill === "crop" ? (
        <>
          <Pick<Place>
            legend={m.focus_legend()}
            value={place}
            testId="focus"
            choices={places}
            onPick={(place) => void put(percents[place as keyof typeof percents])}
          />
          <div className="row">
            <Button icon={sides ? ArrowLeft : ArrowUp} onClick={() => step(-STEP)} testId="focus-less">
              {sides ? m.focus_more_left() : m.focus_more_up()}
            </Button>
            <Button icon={sides ? ArrowRight : ArrowDown} onClick={() => step(STEP)} testId="focus-more">
              {sides ? m.focus_more_right() : m.focus_more_down()}
            </Button>
            <p className="soft" data-testid="focus-at">
              {m.focus_at({ n: String(percent) })}
            </p>
          </div>
        </>
      ) : null}
    </>
  );
}
