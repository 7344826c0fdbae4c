/** The picture of who shares with whom: drawn anew while the year is moved and boxes are ticked. */
import { element } from "./element";
import { downloadButtons } from "./downloads";

const PAUSE = 120;
const PLACE = "#shared";

const form = document.querySelector<HTMLFormElement>("#choices");
const place = document.querySelector<HTMLElement>(PLACE);
if (form && place) {
  slide(form);
  offerDownload(place);
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void draw(form, place), PAUSE);
  });
}

/** A slider beside the field of the year, which says the same. */
function slide(form: HTMLFormElement): void {
  const year = form.querySelector<HTMLInputElement>("#year");
  if (!year) return;
  const slider = element("input", {
    type: "range", min: year.min, max: year.max, value: year.value, "aria-label": "Year",
  });
  slider.addEventListener("input", () => (year.value = slider.value));
  year.addEventListener("input", () => (slider.value = year.value));
  year.after(slider);
}

/** Puts in place what the server draws for the choice, and the choice into the address. */
async function draw(form: HTMLFormElement, place: HTMLElement): Promise<void> {
  const asked = new URLSearchParams(location.search);
  for (const name of ["year", "arrangement", "certainty"]) asked.delete(name);
  for (const [name, value] of new FormData(form)) asked.append(name, String(value));
  const address = `/?${asked}`;
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const drawn = page.querySelector(PLACE);
  if (!drawn) return;
  const isOpen = place.querySelector("details")?.open ?? false;
  place.replaceChildren(...drawn.childNodes);
  place.querySelector("details")?.toggleAttribute("open", isOpen);
  offerDownload(place);
  history.replaceState(null, "", address);
}

function offerDownload(place: HTMLElement): void {
  const drawn = () => place.querySelector("svg");
  if (drawn()) place.querySelector(".actions")?.append(" ", ...downloadButtons("sharing", drawn));
}
