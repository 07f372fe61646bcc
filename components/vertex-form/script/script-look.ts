import { HighlightStyle, StreamLanguage, type StreamParser, syntaxHighlighting } from "@codemirror/language";
import { javascript } from "@codemirror/legacy-modes/mode/javascript";
import { python } from "@codemirror/legacy-modes/mode/python";
import { shell } from "@codemirror/legacy-modes/mode/shell";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Interpreter } from "#engine/model/graph-content.ts";

const LANGUAGES: Readonly<Record<Interpreter, StreamParser<unknown>>> = {
  bash: shell,
  sh: shell,
  python3: python,
  node: javascript,
};

/** The colours of a language's words. Colours are variables, so that light and dark need no second theme. */
export function languageOf(interpreter: Interpreter): Extension {
  return StreamLanguage.define(LANGUAGES[interpreter]);
}

const words = HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.atom], color: "var(--code-number)" },
  { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
  {
    tag: [tags.standard(tags.name), tags.definition(tags.variableName), tags.attributeName],
    color: "var(--code-name)",
  },
]);

/** As high as its text, within limits. */
export const scriptSize: Extension = EditorView.theme({
  ".cm-scroller": { lineHeight: "1.55", minHeight: "140px", maxHeight: "420px" },
});

/** As high as the room that it is given. */
export const wholeLook: Extension = EditorView.theme({
  "&": { height: "100%" },
  ".cm-scroller": { lineHeight: "1.55" },
});

const surface = EditorView.theme({
  "&": { fontSize: "var(--text-s)", color: "var(--ink)", backgroundColor: "var(--surface)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono)" },
  ".cm-content": { caretColor: "var(--ink)", padding: "8px 0" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--ink-3)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": {
    backgroundColor: "color-mix(in srgb, var(--accent) 6%, transparent)",
  },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--accent) 26%, transparent)",
  },
  ".cm-placeholder": { color: "var(--ink-3)" },
  ".cm-input": {
    padding: "1px 2px",
    borderRadius: "4px",
    color: "var(--calm-fg)",
    backgroundColor: "var(--calm-bg)",
    boxShadow: "inset 0 0 0 1px var(--calm-line)",
  },
  ".cm-found": {
    borderRadius: "2px",
    backgroundColor: "color-mix(in srgb, var(--warn-line) 60%, transparent)",
    outline: "1px solid var(--warn-fg)",
  },
  ".cm-tooltip": {
    border: "1px solid var(--line)",
    borderRadius: "var(--radius-m)",
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
    boxShadow: "var(--shadow-2)",
  },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    background: "var(--accent-soft)",
    color: "var(--ink)",
  },
});

/** What all code looks like: scripts and expressions. */
export const codeLook: Extension = [surface, syntaxHighlighting(words)];
