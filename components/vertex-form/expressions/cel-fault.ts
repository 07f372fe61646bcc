import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import { withoutTicks } from "#components/ui/messages/code-text.tsx";
import type { PlacedFault } from "#engine/check/readable/expression-fault-at.ts";

/** Tells the editor what is wrong with its text; null: nothing. */
export const showFault = StateEffect.define<PlacedFault | null>();

/** The part of the text that is wrong, marked. */
export const celFault: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, change) => {
    const said = change.effects.find((effect) => effect.is(showFault));
    if (said === undefined) return marks.map(change.changes);
    const length = change.state.doc.length;
    const fault = said.value;
    if (fault === null || fault.from >= Math.min(fault.to, length)) return Decoration.none;
    const mark = Decoration.mark({ class: "cm-fault", attributes: { title: withoutTicks(fault.problem) } });
    return Decoration.set(mark.range(fault.from, Math.min(fault.to, length)));
  },
  provide: (field) => EditorView.decorations.from(field),
});
