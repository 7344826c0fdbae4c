/** The SPARQL page: an editor in place of the box, runs without leaving the page, history. */
import { offerHistory } from "./console/history";
import { offerModel } from "./console/model";
import { unpacked } from "./console/address";
import { Run } from "./console/run";
import { enliven } from "./answer";
import { button } from "./element";
import { mount } from "./editor/mount";

const form = document.querySelector<HTMLFormElement>("#ask");
const box = document.querySelector<HTMLTextAreaElement>("#query");
const outcome = document.querySelector<HTMLElement>("#outcome");
const asked = box?.defaultValue ?? "";
if (outcome) enliven(outcome, () => asked);
if (form && box) void start(form, box);

async function start(form: HTMLFormElement, box: HTMLTextAreaElement): Promise<void> {
  const packed = await unpacked(location.hash);
  if (packed) box.value = packed;
  const editor = mount(box, () => form.requestSubmit());
  const history = offerHistory((text) => editor.replace(text));
  form.querySelector(".actions")?.append(button("Format", () => editor.format()));
  const model = document.querySelector<HTMLElement>("#model");
  if (model) offerModel(form, model, (pattern) => editor.insert(pattern));
  const run = new Run(form, (place) => editor.mark(place));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.add(box.value);
    void run.start(box.value);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") run.stop();
  });
  editor.mark(run.fault());
  if (packed) form.requestSubmit();
}
