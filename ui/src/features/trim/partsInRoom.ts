// Owns what the keys act on: the acts of the open part while the room is shown. Refuses more than one room.
import { useEffect } from "react";
import type { PartActs } from "./usePartActs";

let inRoom: PartActs | null = null;

export const partsInRoom = (): PartActs | null => inRoom;

export function useInRoom(acts: PartActs | null): void {
  useEffect(() => {
    inRoom = acts;
    return () => {
      if (inRoom === acts) inRoom = null;
    };
  }, [acts]);
}
