// Owns keeping the focused control on the screen while the page above it still grows: WebKit has no
// scroll anchoring, and what is read from the disk arrives late on a slow computer.
// Refuses to pull back whoever scrolled away.

/** Whether any part of it can be seen in the window and in everything that scrolls around it. */
function isInSight(element: Element): boolean {
  const box = element.getBoundingClientRect();
  let [top, bottom] = [0, innerHeight];
  for (let around = element.parentElement; around; around = around.parentElement) {
    if (around.scrollHeight <= around.clientHeight || getComputedStyle(around).overflowY === "visible") continue;
    const port = around.getBoundingClientRect();
    [top, bottom] = [Math.max(top, port.top), Math.min(bottom, port.bottom)];
  }
  return box.bottom > top && box.top < bottom;
}

/** From now on what has the focus is scrolled back when growing content pushes it out of sight. */
export function keepFocusInSight(): void {
  let wasInSight = false;
  const grown = new ResizeObserver(() => {
    const here = document.activeElement;
    if (wasInSight && here && here !== document.body && !isInSight(here)) here.scrollIntoView({ block: "nearest" });
  });
  const look = () => {
    wasInSight = document.activeElement !== null && isInSight(document.activeElement);
  };
  document.addEventListener("focusin", ({ target }) => {
    grown.disconnect();
    wasInSight = true;
    for (let around = (target as Element).parentElement; around; around = around.parentElement) grown.observe(around);
  });
  document.addEventListener("scroll", look, { capture: true, passive: true });
}
