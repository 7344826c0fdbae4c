/** A question put together step by step: each choice is answered at once, without leaving the page. */
import { enliven } from "./answer";
import { offerCopies } from "./copy";
import { suggest } from "./suggest";

const place = document.querySelector<HTMLElement>("#built");
if (place) live(place);

let asking: AbortController | undefined;

function live(built: HTMLElement): void {
  const form = built.querySelector<HTMLFormElement>("#steps");
  const outcome = built.querySelector<HTMLElement>("#outcome");
  if (outcome) enliven(outcome, () => built.querySelector(".texts pre")?.textContent ?? "");
  if (!form) return;
  for (const add of form.querySelectorAll<HTMLElement>(".add")) add.hidden = true;
  for (const field of form.querySelectorAll<HTMLInputElement>("input[data-class]")) {
    suggest(field, { value: (hit) => hit.label, className: field.dataset.class, chosen: () => void ask(form) });
  }
  form.addEventListener("change", (event) => {
    if (event.target instanceof HTMLElement) void ask(form, event.target);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void ask(form, event.submitter ?? undefined);
  });
}

/** Asks for the page of what the form holds now, and puts it in place of this one. */
async function ask(form: HTMLFormElement, by?: HTMLElement): Promise<void> {
  asking?.abort();
  asking = new AbortController();
  const given = new FormData(form, by instanceof HTMLButtonElement ? by : null);
  const asked = new URLSearchParams([...given].map(([name, value]) => [name, String(value)]));
  try {
    const response = await fetch(`${form.getAttribute("action")}?${asked}`, {
      headers: { Accept: "text/html" },
      signal: asking.signal,
    });
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector<HTMLElement>("#built");
    if (!fresh) return form.submit();
    const next = nextOf(by).map((id) => `#${CSS.escape(id)}`);
    document.querySelector("#built")?.replaceWith(fresh);
    history.pushState(null, "", response.url);
    live(fresh);
    offerCopies(fresh);
    next.map((id) => fresh.querySelector<HTMLElement>(id)).find(Boolean)?.focus();
  } catch (error) {
    if (!(error instanceof DOMException)) form.submit();
  }
}

/** Where somebody goes on: in what was added, else where they are. */
function nextOf(by: HTMLElement | undefined): string[] {
  const isAdding = by instanceof HTMLSelectElement && "adds" in by.dataset;
  if (isAdding) return [`v-${by.name}-1`, `n-${by.name}.1`, `t-${by.name}`];
  return by?.id ? [by.id] : ["show"];
}

addEventListener("popstate", () => location.reload());
