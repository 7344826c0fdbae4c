/** What every page gets: keys, suggestions while searching, buttons that copy, sources in place. */
import { openSources } from "./cite";
import { offerCopies } from "./copy";
import { listenForKeys } from "./keys";
import { suggest } from "./suggest";

const field = document.querySelector<HTMLInputElement>("#q");
if (field) {
  suggest(field, { value: (hit) => hit.label, chosen: (hit) => location.assign(`/id/${hit.id}`) });
}
offerCopies(document);
openSources(document);
listenForKeys();
