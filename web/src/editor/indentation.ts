/** Where a new line begins: deeper in each group, and once more where a sentence goes on. */
import { indentService } from "@codemirror/language";
import { depthOf, tokensOf } from "./tokens";

export const indentation = indentService.of((context, at) => {
  const before = context.state.sliceDoc(0, at);
  const closes = /^\s*\}/.test(context.textAfterPos(at));
  const goesOn = /^[;,]$/.test(tokensOf(before).at(-1)?.text ?? "");
  return context.unit * (depthOf(before) - Number(closes) + Number(goesOn));
});
