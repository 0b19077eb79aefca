// Owns moving the focus after the page has changed. Refuses to move it onto what is not there.
type Target = string | (() => HTMLElement | null);

const find = (target: Target): HTMLElement | null =>
  typeof target === "string" ? document.querySelector<HTMLElement>(target) : target();

const PATIENCE_MS = 2500;
const STEADY_FRAMES = 8;

/** The last one asked for; an earlier one that still waits gives way to it. */
let turn = 0;

const elsewhere = (element: HTMLElement): boolean => [...document.querySelectorAll("[role=dialog],[role=menu]")].some((one) => !one.contains(element));

/** Waits for the next painted frame, so that the element exists; `then` gets it focused. On a slow
 *  computer that frame may come late: whoever has gone to a text field meanwhile keeps the caret.
 *  A dialog that is closing takes the focus back once more, and a list that is drawn again may drop it:
 *  so it is looked after until it has stayed for some frames. */
export function focusSoon(target: Target, then?: (element: HTMLElement) => void): void {
  turn += 1;
  const mine = turn;
  const asked = document.activeElement;
  /** A dialog gives the focus back to where it was opened from, perhaps a text field. */
  const closing = asked?.closest("[role=dialog],[role=menu]") !== null;
  /** Counted from the first frame: it may come late itself. */
  let end = Number.POSITIVE_INFINITY;
  let steady = 0;
  let given: Element | null = null;
  const attempt = () => {
    if (mine !== turn || performance.now() > end) return;
    const now = document.activeElement;
    if (now === given && given?.isConnected) {
      steady += 1;
      if (steady < STEADY_FRAMES) requestAnimationFrame(attempt);
      return;
    }
    // Somebody went to a text field, or on from where the focus was put.
    if (!closing && now !== asked && (inTextField(now) || (given !== null && now !== null && now !== document.body))) return;
    const element = find(target);
    if (element && !elsewhere(element)) {
      element.focus();
      element.scrollIntoView({ block: "nearest" });
      then?.(element);
      given = element;
      steady = 0;
    }
    requestAnimationFrame(attempt);
  };
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      end = performance.now() + PATIENCE_MS;
      attempt();
    }),
  );
}

/** True while a key press belongs to a text field. */
export function inTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLTextAreaElement || target.isContentEditable) return true;
  return target instanceof HTMLInputElement && ["text", "search", "number"].includes(target.type);
}
