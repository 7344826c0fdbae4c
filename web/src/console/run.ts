/** One run at a time: asks for the page's own answer and puts it in place of the old one. */
import { enliven } from "../answer";
import { offerCopies } from "../copy";
import { button, element } from "../element";
import { pinned } from "../snapshot";
import { addressOf } from "./address";

/** A place in the text, both counted from 1. */
export interface Place {
  line: number;
  column: number;
  words: string;
}

export class Run {
  private readonly told = element("span", { role: "status", class: "note" });
  private readonly stopper = button("Stop", () => this.stop());
  private current: AbortController | undefined;

  /** Of the form of the page; `found` is told where the text is at fault, or that it is not. */
  constructor(
    private readonly form: HTMLFormElement,
    private readonly found: (place: Place | undefined) => void,
  ) {
    this.stopper.hidden = true;
    form.querySelector(".actions")?.append(this.stopper, this.told);
  }

  private get outcome(): HTMLElement {
    const place = document.querySelector<HTMLElement>("#outcome");
    if (!place) throw new Error("The page has no place for an answer.");
    return place;
  }

  private get text(): string {
    return this.form.querySelector<HTMLTextAreaElement>("textarea")?.value ?? "";
  }

  /** Asks a text; what still runs is stopped. */
  async start(text: string): Promise<void> {
    this.stop();
    const asking = new AbortController();
    this.current = asking;
    const began = performance.now();
    const ticking = this.count(began);
    try {
      const response = await fetch(pinned("/sparql"), {
        method: "POST",
        headers: { Accept: "text/html" },
        body: new URLSearchParams({ query: text }),
        signal: asking.signal,
      });
      const page = await response.text();
      this.told.textContent = `there and back in ${Math.round(performance.now() - began)} ms`;
      this.show(page);
      history.replaceState(null, "", await addressOf(text, location.pathname));
    } catch (error) {
      if (this.current !== asking) return;
      this.told.textContent = asking.signal.aborted ? "Stopped." : `No answer: ${String(error)}`;
    } finally {
      clearInterval(ticking);
      if (this.current === asking) this.end();
    }
  }

  /** Stops what runs; the service ends it as well. */
  stop(): void {
    this.current?.abort();
  }

  /** Where the answer on the page says that the text is at fault. */
  fault(): Place | undefined {
    const told = document.querySelector<HTMLElement>("#fault .problem[data-line]");
    return told ? { line: Number(told.dataset.line), column: Number(told.dataset.column), words: told.dataset.words ?? "" } : undefined;
  }

  private end(): void {
    this.current = undefined;
    this.stopper.hidden = true;
    this.outcome.classList.remove("old");
  }

  private show(page: string): void {
    const fresh = new DOMParser().parseFromString(page, "text/html");
    for (const place of ["#fault", "#outcome"]) {
      const part = fresh.querySelector(place);
      if (!part) throw new Error("the service answered something else than this page");
      document.querySelector(place)?.replaceWith(part);
    }
    const asked = this.text;
    enliven(this.outcome, () => asked);
    offerCopies(this.outcome);
    this.found(this.fault());
  }

  /** Says how much time is left, once there is something to wait for. */
  private count(began: number): number {
    const limit = Number(this.form.dataset.deadline);
    this.told.textContent = "";
    return window.setInterval(() => {
      const passed = (performance.now() - began) / 1000;
      if (passed < 0.3) return;
      this.stopper.hidden = false;
      this.outcome.classList.add("old");
      this.told.textContent = `${Math.max(0, Math.ceil(limit - passed))} s left of ${limit}`;
    }, 150);
  }
}
