/** Where a box opens over the page. */
const GAP = 6;

/** Beneath the marker, or above it where there is more room; never beyond the edge. */
export function beside(box: HTMLElement, mark: DOMRect): void {
  const { width, height } = box.getBoundingClientRect();
  const edge = document.documentElement.clientWidth - width - GAP;
  const isBelow = mark.bottom + height + GAP < innerHeight || mark.top < innerHeight / 2;
  box.style.left = `${Math.max(GAP, Math.min(mark.left, edge))}px`;
  box.style.top = `${Math.max(GAP, isBelow ? mark.bottom + GAP : mark.top - height - GAP)}px`;
}
