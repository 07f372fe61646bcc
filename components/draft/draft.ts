import type { GraphFile } from "#engine/model/graph-content.ts";
import { editDesign } from "./edits/design/edit-design.ts";
import type { Edit, Edited } from "./edits/edit.ts";

/** A design and the way it came about: one stack for moves, edges, inputs and scripts. */
export type Draft = {
  readonly file: GraphFile;
  /** What undo goes back to, the nearest last. */
  readonly past: readonly GraphFile[];
  /** What redo goes forward to, the nearest last. */
  readonly future: readonly GraphFile[];
  /** The field that is being typed in: what is typed on becomes part of the same step. */
  readonly typing: Typing | null;
};

/** One field of one thing (`script of A`), and when, in milliseconds. */
export type Typing = { readonly field: string; readonly at: number };

/** Steps share all that they do not change, so that two hundred of them cost little more than one. */
export const MAX_STEPS = 200;
/** A person who pauses this long while typing has finished a thought; undo then goes back to the pause. */
const PAUSE = 2_000;

/** A design without a history. */
export function startDraft(file: GraphFile): Draft {
  return { file, past: [], future: [], typing: null };
}

/**
 * The draft after an edit, or the same draft with the sentence why not.
 *
 * @param typing given while a person types in a field or holds an arrow key: edits to one field become one step.
 */
export function editDraft(
  draft: Draft,
  edit: Edit,
  typing: Typing | null = null,
): { draft: Draft; edited: Edited } {
  const edited = editDesign(draft.file, edit);
  if (!edited.ok || edited.file === draft.file) return { draft, edited };
  const isSameStep =
    typing !== null &&
    draft.typing !== null &&
    draft.typing.field === typing.field &&
    typing.at - draft.typing.at < PAUSE &&
    draft.past.length > 0;
  const past = isSameStep ? draft.past : [...draft.past, draft.file].slice(-MAX_STEPS);
  return { draft: { file: edited.file, past, future: [], typing }, edited };
}

/** One step back; the same draft where there is none. */
export function undo(draft: Draft): Draft {
  const file = draft.past.at(-1);
  if (file === undefined) return draft;
  return { file, past: draft.past.slice(0, -1), future: [...draft.future, draft.file], typing: null };
}

/** One step forward again. */
export function redo(draft: Draft): Draft {
  const file = draft.future.at(-1);
  if (file === undefined) return draft;
  return { file, past: [...draft.past, draft.file], future: draft.future.slice(0, -1), typing: null };
}

/** The same draft and history under the graph's new name: renaming a graph is no step, since the server did it. */
export function renamedDraft(draft: Draft, name: string): Draft {
  const under = (file: GraphFile): GraphFile => ({ ...file, content: { ...file.content, name } });
  return { ...draft, file: under(draft.file), past: draft.past.map(under), future: draft.future.map(under) };
}
