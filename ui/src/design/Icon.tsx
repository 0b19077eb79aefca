// Owns how an icon is drawn: beside its word, hidden from screen readers. Refuses icons alone.
import type { LucideIcon } from "lucide-react";

export function Icon({ of: Shape }: { of: LucideIcon }) {
  return <Shape className="i" aria-hidden="true" focusable="false" />;
}
