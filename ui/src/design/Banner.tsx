// Owns the message that stays until it is dealt with: what happened, how to get on. Refuses to close by itself.
import { Info, OctagonX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./Icon";

interface Props {
  level?: "note" | "warn" | "block";
  title: string;
  /** true only for an error of the act just made */
  alert?: boolean;
  testId?: string;
  children?: ReactNode;
}

const shapes = { note: Info, warn: TriangleAlert, block: OctagonX };

export function Banner({ level = "note", title, alert, testId, children }: Props) {
  return (
    <div className={`banner ${level}`} role={alert ? "alert" : undefined} data-testid={testId}>
      <Icon of={shapes[level]} />
      <div>
        <b>{title}</b>
        {children}
      </div>
    </div>
  );
}
