/** GraphiQL is heavy: it comes once somebody moves, types or touches, until when the box stands. */
const SIGNS = ["pointermove", "pointerdown", "keydown", "touchstart", "wheel", "scroll"];

const script = document.querySelector<HTMLElement>("#graphiql")?.dataset.script;
const present = new AbortController();
for (const sign of SIGNS) {
  addEventListener(sign, () => bring(), { signal: present.signal, passive: true });
}

function bring(): void {
  present.abort();
  if (script) void import(script);
}
