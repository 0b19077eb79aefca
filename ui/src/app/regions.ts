// Owns going from one region of the page to the next with F6. Refuses to skip into closed dialogs.
const SELECTOR = "[data-region]";

export function moveRegion(by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(SELECTOR)].filter((one) => one.offsetParent !== null);
  if (all.length === 0) return;
  const here = all.findLastIndex((one) => one.contains(document.activeElement));
  const next = all[(here + by + all.length) % all.length];
  const target = next?.querySelector<HTMLElement>("h1[tabindex],[aria-current=step],[aria-current=true] textarea,textarea,button,a[href],input");
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
}
