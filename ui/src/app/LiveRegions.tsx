// Owns the two live regions of the page. Refuses to be seen.
import { useEffect, useState } from "react";
import { onAnnounce, type Urgency } from "../design/announce";

export function LiveRegions() {
  const [said, setSaid] = useState<Record<Urgency, string>>({ polite: "", assertive: "" });
  useEffect(
    () =>
      onAnnounce((text, urgency) => {
        // The same words twice are said twice: an invisible mark makes them differ.
        setSaid((before) => ({ ...before, [urgency]: before[urgency] === text ? `${text}\u00a0` : text }));
      }),
    [],
  );
  return (
    <>
      <div className="hidden" role="status" aria-live="polite" data-testid="said">
        {said.polite}
      </div>
      <div className="hidden" aria-live="assertive" data-testid="said-now">
        {said.assertive}
      </div>
    </>
  );
}
