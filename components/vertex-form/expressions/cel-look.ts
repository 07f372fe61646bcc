import { StreamLanguage } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

const TEXT = /^(?:[rR]?"(?:\\.|[^"\\])*"|[rR]?'(?:\\.|[^'\\])*')/;

/** The colours of the words of CEL. */
export const celLanguage: Extension = StreamLanguage.define({
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^\/\/.*/)) return "comment";
    if (stream.match(TEXT)) return "string";
    if (stream.match(/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?u?/)) return "number";
    if (stream.match(/^(?:true|false|null)\b/)) return "atom";
    if (stream.match(/^in\b/)) return "keyword";
    if (stream.match(/^[A-Za-z_]\w*(?=\s*\()/)) return "keyword";
    if (stream.match(/^[A-Za-z_]\w*/)) return "variableName";
    stream.next();
    return null;
  },
});

/** As high as a field of a form, and as high as its text. */
export const celSurface: Extension = EditorView.theme({
  ".cm-scroller": { minHeight: "28px", maxHeight: "160px", lineHeight: "1.5" },
  ".cm-content": { padding: "5px 0" },
  ".cm-line": { padding: "0 8px" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  ".cm-fault": { textDecoration: "underline wavy var(--bad-fg)", textUnderlineOffset: "3px" },
});
