/** Pictures of a page are taken along as files. */
import { downloadButtons } from "./downloads";

for (const picture of document.querySelectorAll<SVGSVGElement>("svg.fan")) {
  const actions = picture.closest("section")?.querySelector(".actions");
  actions?.append(" ", ...downloadButtons("neighbourhood", () => picture));
}
