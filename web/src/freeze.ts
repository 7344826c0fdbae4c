/** A link that gives this very answer for as long as its snapshot is kept, and says so where it ever is another. */
import { copyButton } from "./copy";
import { element } from "./element";

interface Frozen {
  link: string;
  snapshot: string;
  digest: string;
}

/** Shows the link in place, where the page without script leads to it. */
export function offerFreezing(answer: HTMLElement): void {
  const freeze = answer.querySelector<HTMLAnchorElement>("a[data-freeze]");
  freeze?.addEventListener("click", async (event) => {
    event.preventDefault();
    const response = await fetch(freeze.href, { headers: { Accept: "application/json" } });
    const told = response.ok ? shown(await response.json()) : element("p", { role: "alert" }, await reason(response));
    answer.querySelector(".frozen")?.remove();
    told.classList.add("frozen");
    freeze.parentElement?.after(told);
    told.querySelector("input")?.select();
  });
}

function shown({ link, snapshot, digest }: Frozen): HTMLElement {
  const address = `${link}${location.hash}`;
  const field = element("input", { readonly: "", value: address, "aria-label": "Frozen link" });
  return element(
    "div",
    {},
    element("p", { class: "line" }, field, copyButton("Copy link", () => address)),
    element(
      "p",
      { class: "note" },
      `It asks snapshot ${snapshot.slice(0, 12)} and compares the answer with digest ${digest.slice(0, 12)}: whoever follows it sees this answer, or is told that it is another.`,
    ),
  );
}

async function reason(response: Response): Promise<string> {
  const { detail } = await response.json().catch(() => ({ detail: "" }));
  return detail || `The service answers ${response.status}.`;
}
