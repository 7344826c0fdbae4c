/** What every page gets: keys, suggestions while searching, buttons that copy, sources in place. */
import { openSources } from "./cite";
import { offerCopies } from "./copy";
import { listenForKeys } from "./keys";
import { suggest } from "./suggest";

const field = document.querySelector<HTMLInputElement>("#q");
if (field) {
  suggest(field, {
    value: (offered) => offered.label,
    chosen: (offered) => location.assign("page" in offered ? offered.page : `/id/${offered.id}`),
    terms: 3,
  });
}
offerCopies(document);
openSources(document);
listenForKeys();
