// Owns a state in words: icon, word and colour together; also the level tag. Refuses colour alone.
import { Check, Info, Lightbulb, OctagonX, TriangleAlert } from "lucide-react";
import { Icon } from "./Icon";

export type Level = "good" | "note" | "warn" | "block";

const shapes = { good: Check, note: Lightbulb, warn: TriangleAlert, block: OctagonX };

export function Say({ level, id, children }: { level: Level; id?: string; children: string }) {
  return (
    <p className={`say ${level}`} id={id}>
      <Icon of={level === "note" ? Info : shapes[level]} />
      <span>{children}</span>
    </p>
  );
}

export function Tag({ level, children }: { level: Level; children: string }) {
  return (
    <p className={`tag ${level}`}>
      <Icon of={shapes[level]} />
      {children}
    </p>
  );
}
