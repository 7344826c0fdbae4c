/** An element with attributes and children; text is never read as markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A button that does something on this page. */
export function button(word: string, act: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", class: "quiet" }, word);
  made.addEventListener("click", act);
  return made;
}
