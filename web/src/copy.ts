/** A button beside each text that is there to be taken along. */
export function offerCopies(within: ParentNode): void {
  for (const text of within.querySelectorAll<HTMLElement>("pre[data-copy]")) {
    const button = copyButton("Copy", () => text.textContent ?? "");
    text.before(button);
  }
}

/** A button that copies what `text` gives when it is pressed, and says that it did. */
export function copyButton(word: string, text: () => string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = word;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = "Copied";
    } catch {
      button.textContent = "The browser does not let pages copy";
    }
    setTimeout(() => (button.textContent = word), 2000);
  });
  return button;
}
