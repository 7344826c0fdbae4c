/** Addresses of queries: as a parameter, or packed into the fragment where that would be too long. */
import { pinned } from "../snapshot";

const LONGEST = 1500;
const PACKED = "z";

/** The address of the page with a query; a packed one never reaches a server or a log. */
export async function addressOf(text: string, path: string): Promise<string> {
  const plain = pinned(`${path}?${new URLSearchParams({ query: text })}`);
  return plain.length <= LONGEST ? plain : `${pinned(path)}#${PACKED}=${await packed(text)}`;
}

/** The query in a fragment, "" where there is none. */
export async function unpacked(fragment: string): Promise<string> {
  const given = new URLSearchParams(fragment.slice(1)).get(PACKED);
  if (!given) return "";
  const coded = given.replace(/-/g, "+").replace(/_/g, "/");
  try {
    const bytes = Uint8Array.from(atob(coded), (each) => each.charCodeAt(0));
    return await new Response(through(bytes, new DecompressionStream("deflate-raw"))).text();
  } catch {
    return "";
  }
}

async function packed(text: string): Promise<string> {
  const stream = through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function through(bytes: Uint8Array<ArrayBuffer>, change: CompressionStream | DecompressionStream): ReadableStream {
  return new Blob([bytes]).stream().pipeThrough(change);
}
