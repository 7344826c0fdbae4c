/** Stands in for `react-remove-scroll`: the page behind a dialog may scroll, and no style is injected. */
import type { ReactNode } from "react";

export function RemoveScroll({ children }: { children: ReactNode }): ReactNode {
  return children;
}
