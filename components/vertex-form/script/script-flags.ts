import { type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import type { FindingLevel } from "#engine/model/graph-content.ts";

/** A line of which a shell says something. */
export type FlaggedLine = { readonly line: number; readonly level: FindingLevel; readonly text: string };

const flag = StateEffect.define<readonly FlaggedLine[]>();

/** Only of the text that was read: with the first key in it nothing is marked, until the next answer. */
const flags = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (old, change) => {
    const said = change.effects.find((effect) => effect.is(flag));
    if (said !== undefined) return marksOf(change.state, said.value);
    return change.docChanged ? Decoration.none : old;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Marks the lines of which a shell says something. `text` is what it has read: another one is left unmarked. */
export function showFlags(editor: EditorView, text: string, lines: readonly FlaggedLine[]): void {
  const isRead = lines.length > 0 && editor.state.doc.toString() === text;
  if (isRead) editor.dispatch({ effects: flag.of(lines) });
  else if (editor.state.field(flags).size > 0) editor.dispatch({ effects: flag.of([]) });
}

/** The worst finding of a line gives its look; its title says all of them. */
function marksOf({ doc }: EditorState, lines: readonly FlaggedLine[]): DecorationSet {
  const byLine = new Map<number, FlaggedLine[]>();
  for (const each of lines) {
    // A shell that misses an end may say so of the line behind the last one.
    const line = Math.min(Math.max(each.line, 1), doc.lines);
    byLine.set(line, [...(byLine.get(line) ?? []), each]);
  }
  const marks = [...byLine].map(([line, own]) => {
    const title = own.map(({ text }) => text).join("\n");
    return Decoration.line({ class: `cm-flag-${own[0]?.level}`, attributes: { title } }).range(
      doc.line(line).from,
    );
  });
  return Decoration.set(marks, true);
}

const look = EditorView.theme({
  ".cm-flag-error": { boxShadow: "inset 3px 0 0 var(--bad-fg)", backgroundColor: "var(--bad-bg)" },
  ".cm-flag-warning": { boxShadow: "inset 3px 0 0 var(--warn-fg)", backgroundColor: "var(--warn-bg)" },
  ".cm-flag-hint": { boxShadow: "inset 3px 0 0 var(--ink-3)" },
});

export const scriptFlags: Extension = [flags, look];
