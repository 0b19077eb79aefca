// Owns one typed time: taken on Enter and on leaving, refused with a sentence beside it. Refuses to move anything itself.
import { useEffect, useRef, useState } from "react";
import { announce } from "../design/announce";
import { Say } from "../design/Say";
import { useTyping } from "./desk";
import { m } from "../paraglide/messages.js";
import { readClock } from "../time/clock";
import { atExact } from "../words/amounts";

interface Props {
  id: string;
  label: string;
  us: number;
  onTime: (us: number) => Promise<boolean>;
}

export function TimeField({ id, label, us, onTime }: Props) {
  const typing = useTyping();
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const state = useRef({ typed, us, onTime });
  useEffect(() => {
    state.current = { typed, us, onTime };
  });
  const [take] = useState(() => async (): Promise<boolean> => {
    const { typed, us, onTime } = state.current;
    if (typed === null) return true;
    const time = readClock(typed);
    if (time === null) {
      setWrong(true);
      return false;
    }
    state.current.typed = null;
    setTyped(null);
    setWrong(false);
    return typed.trim() === atExact(us) || onTime(time);
  });
  useEffect(() => typing(take), [typing, take]);
  const told = () => {
    void take().then((taken) => {
      if (!taken && state.current.typed !== null) announce(m.time_wrong(), "assertive");
    });
  };
  return (
    <div className="time">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={typed ?? atExact(us)}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? `${id}-wrong` : "time-help"}
        data-testid={id}
        onChange={(event) => {
          setTyped(event.target.value);
          setWrong(false);
        }}
        onBlur={told}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") told();
          if (event.key === "Escape") {
            setTyped(null);
            setWrong(false);
          }
        }}
      />
      {wrong ? (
        <Say level="block" id={`${id}-wrong`}>
          {m.time_wrong()}
        </Say>
      ) : null}
    </div>
  );
}
