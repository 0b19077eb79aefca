// Owns the one button of the house in its five looks. Refuses to be disabled silently:
// a button that cannot be used stays reachable and says why in its words.
import type { LucideIcon } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Icon } from "./Icon";

export type Look = "plain" | "main" | "soft" | "bare" | "stop";

interface Props extends Omit<ComponentProps<"button">, "type" | "children"> {
  look?: Look;
  big?: boolean;
  icon?: LucideIcon;
  /** stands after the words; only for "next" and for menus */
  after?: LucideIcon;
  /** not available now */
  off?: boolean;
  /** what Enter in a field of its form does */
  submit?: boolean;
  testId?: string;
  children: ReactNode;
}

export function Button({ look = "plain", big, icon, after, off, submit, testId, className, onClick, children, ...rest }: Props) {
  const classes = ["btn", look === "plain" ? "" : look, big ? "big" : "", className ?? ""].filter(Boolean).join(" ");
  return (
    <button
      type={submit && !off ? "submit" : "button"}
      className={classes}
      data-testid={testId}
      aria-disabled={off ? true : undefined}
      onClick={off ? undefined : onClick}
      {...rest}
    >
      {icon ? <Icon of={icon} /> : null}
      {children}
      {after ? <Icon of={after} /> : null}
    </button>
  );
}
