/** The editor's look, from the tokens of the page, which pass into the shadow root: light and dark alike. */
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword, tags.modifier], color: "var(--contested-ink)", fontWeight: "600" },
    { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--link)" },
    { tag: [tags.namespace, tags.url, tags.propertyName, tags.typeName, tags.className, tags.labelName], color: "var(--ok)" },
    { tag: [tags.string, tags.number, tags.bool, tags.literal], color: "var(--opposes-ink)" },
    { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
  ]),
);

export const frame = EditorView.theme({
  "&": {
    background: "var(--surface)",
    color: "var(--text)",
    border: "1px solid var(--line)",
    borderRadius: "var(--radius)",
    fontSize: "var(--step-dense)",
  },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--code)", lineHeight: "1.5", maxHeight: "32rem" },
  ".cm-content, .cm-gutter": { minHeight: "14rem" },
  ".cm-content": { caretColor: "var(--text)", padding: "var(--space-3) 0" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { background: "var(--sunken)", color: "var(--muted)", border: "0", borderRadius: "var(--radius) 0 0 var(--radius)" },
  ".cm-activeLine": { background: "transparent" },
  "&.cm-focused .cm-activeLine": { background: "color-mix(in srgb, var(--sunken) 60%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--link) 25%, transparent)",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { background: "var(--sunken)", outline: "1px solid var(--line)" },
  ".cm-tooltip": { background: "var(--surface)", color: "var(--text)", border: "1px solid var(--line)", borderRadius: "var(--radius)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--code)", maxHeight: "18rem", maxWidth: "min(34rem, 90vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "var(--space-1) var(--space-2)", display: "flex", alignItems: "center", gap: "var(--space-3)", minHeight: "24px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "var(--link)", color: "var(--bg)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > completion-section": {
    display: "block",
    padding: "var(--space-1) var(--space-2)",
    borderBottom: "0",
    opacity: "1",
    color: "var(--muted)",
    fontFamily: "var(--face)",
    fontSize: "var(--step-note)",
  },
  ".cm-completionLabel": { whiteSpace: "normal" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": { marginInlineStart: "auto", fontStyle: "normal", fontFamily: "var(--face)", color: "var(--muted)" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionInfo, .cm-tooltip-hover, .cm-tooltip-lint": { fontFamily: "var(--face)", maxWidth: "24rem" },
  ".cm-completionInfo": { padding: "var(--space-2) var(--space-3)" },
  ".card": { padding: "var(--space-2) var(--space-3)" },
  ".card p": { margin: "0 0 var(--space-1)" },
  ".card .muted": { color: "var(--muted)", fontSize: "var(--step-note)" },
  ".cm-diagnostic": { padding: "var(--space-2) var(--space-3)", borderLeft: "3px solid var(--error)" },
  // The marks of the lint package are pictures in `data:` addresses, which the policy refuses.
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--error)", textUnderlineOffset: "3px" },
  ".cm-lintRange-active": { background: "var(--sunken)" },
  ".cm-lintPoint-error::after": { borderBottomColor: "var(--error)" },
  ".cm-lint-marker-error": { content: "normal" },
  ".cm-lint-marker-error::before": { content: "'!'", color: "var(--error)", fontWeight: "700", paddingInlineStart: "0.3em" },
  ".cm-panels": { background: "var(--sunken)", color: "var(--text)", fontFamily: "var(--face)" },
});
