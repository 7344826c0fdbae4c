/** What the browser keeps for this site. A browser that keeps nothing is not an error. */
export function read<T>(name: string, otherwise: T): T {
  try {
    return JSON.parse(localStorage.getItem(`averment.${name}`) ?? "null") ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function write(name: string, value: unknown): void {
  try {
    localStorage.setItem(`averment.${name}`, JSON.stringify(value));
  } catch {
    // Full or forbidden: the page works without.
  }
}
