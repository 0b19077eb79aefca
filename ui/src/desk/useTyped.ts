// Owns when typed text becomes an edit: 700 ms after the last key and on leaving the field,
// never while an input method is composing. Refuses to overwrite what is being typed.
import { type ChangeEvent, useEffect, useRef, useState } from "react";

const QUIET_MS = 700;

export interface Typed {
  value: string;
  onChange: (event: ChangeEvent<HTMLTextAreaElement | HTMLInputElement>) => void;
  onBlur: () => void;
  onCompositionStart: () => void;
  onCompositionEnd: () => void;
}

/** `commit` answers whether the words were taken. */
export function useTyped(saved: string, commit: (text: string) => Promise<boolean>): Typed {
  const [draft, setDraft] = useState<string | null>(null);
  const state = useRef({ draft: null as string | null, composing: false, timer: 0, saved, commit });
  useEffect(() => {
    state.current.saved = saved;
    state.current.commit = commit;
  });
  const [actions] = useState(() => {
    const set = (text: string | null) => {
      state.current.draft = text;
      setDraft(text);
    };
    const flush = (leaving: boolean) => {
      window.clearTimeout(state.current.timer);
      const text = state.current.draft;
      if (text === null || state.current.composing) return;
      if (text === state.current.saved) {
        set(null);
        return;
      }
      void state.current.commit(text).then((taken) => {
        if (state.current.draft === text && (taken || leaving)) set(null);
      });
    };
    const later = () => {
      window.clearTimeout(state.current.timer);
      state.current.timer = window.setTimeout(() => flush(false), QUIET_MS);
    };
    return { set, flush, later };
  });
  useEffect(
    () => () => {
      state.current.composing = false;
      actions.flush(true);
    },
    [actions],
  );
  return {
    value: draft ?? saved,
    onChange: (event) => {
      actions.set(event.target.value);
      if (!state.current.composing) actions.later();
    },
    onBlur: () => {
      state.current.composing = false;
      actions.flush(true);
    },
    onCompositionStart: () => {
      state.current.composing = true;
      window.clearTimeout(state.current.timer);
    },
    onCompositionEnd: () => {
      state.current.composing = false;
      actions.later();
    },
  };
}
