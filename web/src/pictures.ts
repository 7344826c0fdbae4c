/** Pictures of a page are taken along as files. */
import { downloadButtons } from "./downloads";

for (const picture of document.querySelectorAll<SVGSVGElement>("svg.fan")) {
  const section = picture.closest("section");
  const name = section?.querySelector("h2")?.id || "picture";
  section?.querySelector(".actions")?.append(" ", ...downloadButtons(name, () => picture));
}
