// Owns whether the room that asked is still shown when an answer comes. Refuses to know which room that is.
import { useCallback, useEffect, useRef } from "react";

export function useHere(): () => boolean {
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  return useCallback(() => here.current, []);
}
