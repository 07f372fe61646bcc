import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import { type RefObject, useEffect, useEffectEvent } from "react";
import type { Found } from "#components/draft/draft-store.ts";

type Range = { readonly from: number; readonly to: number };
const mark = StateEffect.define<Range | null>();

/** The text that somebody looked for, marked until it is typed in, or another one is looked for. */
export const foundMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (old, change) => {
    const said = change.effects.find((effect) => effect.is(mark));
    if (said === undefined) return change.docChanged ? Decoration.none : old;
    if (said.value === null) return Decoration.none;
    return Decoration.set(Decoration.mark({ class: "cm-found" }).range(said.value.from, said.value.to));
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * Keeps what was found shown in an editor.
 *
 * @param onFocused the editor has taken the focus for it: another editor of the same text must not take it again.
 */
export function useShownFound(
  view: RefObject<EditorView | null>,
  found: Found | null,
  onFocused: (() => void) | undefined,
): void {
  const focused = useEffectEvent(() => onFocused?.());
  useEffect(() => {
    if (view.current === null) return;
    showFound(view.current, found);
    if (found?.takesFocus === true) focused();
  }, [view, found]);
}

/** Shows what was found in the middle of the editor, and gives the editor the focus where that is wanted. */
function showFound(editor: EditorView, found: Found | null): void {
  const range = found === null ? null : rangeOf(editor, found);
  if (range === null) {
    if (editor.state.field(foundMark).size > 0) editor.dispatch({ effects: mark.of(null) });
    return;
  }
  const takesFocus = found?.takesFocus === true;
  editor.dispatch({
    effects: [mark.of(range), EditorView.scrollIntoView(range.from, { y: "center" })],
    ...(takesFocus && { selection: { anchor: range.from, head: range.to } }),
  });
  if (takesFocus) editor.focus();
}

/** Where it is; null once the script says something else there. */
function rangeOf({ state }: EditorView, { from, text }: Found): Range | null {
  const to = from + text.length;
  return to > from && state.sliceDoc(from, to) === text ? { from, to } : null;
}
