import { closeCompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, indentWithTab } from "@codemirror/commands";
import { indentUnit } from "@codemirror/language";
import { closeSearchPanel, highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { droppedScript } from "./dropped-script.ts";
import { foundMark } from "./found-mark.ts";
import { scriptFlags } from "./script-flags.ts";
import { scriptInputs } from "./script-inputs.ts";
import { codeLook } from "./script-look.ts";

type Calls = {
  readonly change: (text: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
};

/** Everything of the editor that stays the same while it is there. */
export function extensionsOf(label: string, hint: string, { change, undo, redo }: Calls): Extension {
  const done = (call: () => void) => () => {
    call();
    return true;
  };
  return [
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    drawSelection(),
    highlightSelectionMatches(),
    search({ top: true }),
    EditorState.tabSize.of(2),
    indentUnit.of("  "),
    placeholder(label === "Script" ? "echo hello" : "None"),
    scriptInputs,
    droppedScript,
    foundMark,
    scriptFlags,
    codeLook,
    EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": hint }),
    keymap.of([
      { key: "Mod-z", run: done(undo) },
      { key: "Mod-Shift-z", run: done(redo) },
      { key: "Mod-y", run: done(redo) },
      // What Escape closes here, it closes only here: not the window around the editor, too.
      { key: "Escape", run: closeCompletion, stopPropagation: true },
      { key: "Escape", run: closeSearchPanel, stopPropagation: true },
      ...completionKeymap,
      // F3 goes on in the whole graph, in a script, too; Ctrl G goes on in the script.
      ...searchKeymap.filter(({ key }) => key !== "F3"),
      ...defaultKeymap,
      indentWithTab,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) change(update.state.doc.toString());
    }),
  ];
}
