/** Answers on a page: tables that sort, filter and turn pages, and pictures of what fits. */
import { offerLabelledCsv } from "./downloads";
import { offerFreezing } from "./freeze";
import { offerGlances } from "./glance";
import { liveTable } from "./table";
import { offerViews } from "./views";

/** Brings the answer that stands in a place to life; `text` gives the query that it answers. */
export function enliven(outcome: HTMLElement, text: () => string): void {
  for (const answer of outcome.querySelectorAll<HTMLElement>(".answer")) {
    const table = answer.querySelector("table");
    // Pictures are made of all rows; a live table holds one page of them.
    offerViews(answer, table);
    offerGlances(answer);
    if (table) liveTable(answer, table);
    offerFreezing(answer);
    offerLabelledCsv(answer, text);
  }
}
