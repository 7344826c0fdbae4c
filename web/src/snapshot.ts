/** Addresses of the snapshot that the page is about: an older one is named in every form. */
export function pinned(path: string): string {
  const name = document.querySelector<HTMLInputElement>("form input[name=snapshot]")?.value;
  if (!name) return path;
  return `${path}${path.includes("?") ? "&" : "?"}snapshot=${encodeURIComponent(name)}`;
}
