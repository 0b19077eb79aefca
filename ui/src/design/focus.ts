// Owns moving the focus after the page has changed. Refuses to move it onto what is not there.
type Target = string | (() => HTMLElement | null);

const find = (target: Target): HTMLElement | null =>
  typeof target === "string" ? document.querySelector<HTMLElement>(target) : target();

/** Waits for the next painted frame, so that the element exists; `then` gets it focused. On a slow
 *  computer that frame may come late: whoever has gone to a text field meanwhile keeps the caret. */
export function focusSoon(target: Target, then?: (element: HTMLElement) => void): void {
  const asked = document.activeElement;
  let tries = 0;
  const attempt = () => {
    if (document.activeElement !== asked && inTextField(document.activeElement)) return;
    const element = find(target);
    if (element) {
      element.focus();
      element.scrollIntoView({ block: "nearest" });
      then?.(element);
    } else if (tries++ < 20) {
      requestAnimationFrame(attempt);
    }
  };
  requestAnimationFrame(() => requestAnimationFrame(attempt));
}

/** True while a key press belongs to a text field. */
export function inTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLTextAreaElement || target.isContentEditable) return true;
  return target instanceof HTMLInputElement && ["text", "search", "number"].includes(target.type);
}
