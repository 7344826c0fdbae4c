/** What every page gets: keys, suggestions while searching, buttons that copy. */
import { offerCopies } from "./copy";
import { listenForKeys } from "./keys";
import { suggest } from "./suggest";

const field = document.querySelector<HTMLInputElement>("#q");
if (field) {
  suggest(field, { value: (hit) => hit.label, chosen: (hit) => location.assign(`/id/${hit.id}`) });
}
offerCopies(document);
listenForKeys();
