// Owns when typed text becomes an edit: 700 ms after the last key, on leaving the field, and before the window
// closes; never while an input method is composing. Refuses to overwrite what is being typed, and to drop what
// was not taken: it stays in the field until the next try.
import { type ChangeEvent, useEffect, useRef, useState } from "react";
import { type Flush, useTyping } from "./desk";

const QUIET_MS = 700;

export interface Typed {
  value: string;
  /** to be spread onto the text field */
  field: {
    value: string;
    onChange: (event: ChangeEvent<HTMLTextAreaElement | HTMLInputElement>) => void;
    onBlur: () => void;
    onCompositionStart: () => void;
    onCompositionEnd: () => void;
  };
  /** Saves now; tells whether the words are kept. */
  flush: Flush;
}

/** `commit` answers whether the words were taken. */
export function useTyped(saved: string, commit: (text: string) => Promise<boolean>): Typed {
  const typing = useTyping();
  const [draft, setDraft] = useState<string | null>(null);
  const state = useRef({ draft: null as string | null, composing: false, timer: 0, saved, commit, sent: null as { text: string; taken: Promise<boolean> } | null });
  useEffect(() => {
    state.current.saved = saved;
    state.current.commit = commit;
  });
  const [actions] = useState(() => {
    const set = (text: string | null) => {
      state.current.draft = text;
      setDraft(text);
    };
    const send = async (text: string): Promise<boolean> => {
      const taken = await state.current.commit(text);
      if (state.current.sent?.text === text) state.current.sent = null;
      if (taken && state.current.draft === text) set(null);
      return taken;
    };
    const keep: Flush = () => {
      window.clearTimeout(state.current.timer);
      const { draft: text, sent } = state.current;
      if (sent !== null && sent.text === text) return sent.taken;
      if (text === null) return Promise.resolve(true);
      if (text === state.current.saved && sent === null) {
        set(null);
        return Promise.resolve(true);
      }
      const next = { text, taken: send(text) };
      state.current.sent = next;
      return next.taken;
    };
    const later = () => {
      window.clearTimeout(state.current.timer);
      state.current.timer = window.setTimeout(() => {
        if (!state.current.composing) void keep();
      }, QUIET_MS);
    };
    const leave: Flush = () => {
      state.current.composing = false;
      return keep();
    };
    return { set, later, leave };
  });
  useEffect(() => {
    const stop = typing(actions.leave);
    return () => {
      stop();
      void actions.leave();
    };
  }, [typing, actions]);
  return {
    value: draft ?? saved,
    field: {
      value: draft ?? saved,
      onChange: (event) => {
        actions.set(event.target.value);
        if (!state.current.composing) actions.later();
      },
      onBlur: () => void actions.leave(),
      onCompositionStart: () => {
        state.current.composing = true;
        window.clearTimeout(state.current.timer);
      },
      onCompositionEnd: () => {
        state.current.composing = false;
        actions.later();
      },
    },
    flush: actions.leave,
  };
}
