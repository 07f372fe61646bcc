import { mergeFiles, sharedWith, stepWithTheirs } from "#engine/merge/merge-files.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import type { Edit, Edited } from "./edits/edit.ts";
import { editDesign } from "./edits/edit-design.ts";

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
const MAX_STEPS = 200;
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

/**
 * The draft with what somebody else changed in it, and in all of its history: undo and redo take nothing back that somebody
 * else did.
 *
 * @param base what both began with.
 * @param resolved what the design is now, where a person chose: that is a step of its own; null where nobody had to.
 */
export function mergedDraft(
  draft: Draft,
  base: GraphFile,
  theirs: GraphFile,
  resolved: GraphFile | null,
): Draft {
  const known = new Map<GraphFile, GraphFile>();
  const withTheirs = (file: GraphFile): GraphFile => {
    const merged = known.get(file) ?? (file === base ? theirs : stepWithTheirs(base, file, theirs));
    known.set(file, merged);
    return merged;
  };
  const file = draft.file === base ? theirs : mergeFiles(base, draft.file, theirs).file;
  const past = draft.past.map(withTheirs);
  if (resolved === null) return { file, past, future: draft.future.map(withTheirs), typing: null };
  return { file: resolved, past: [...past, file].slice(-MAX_STEPS), future: [], typing: null };
}

/**
 * The draft with a history from before the page was opened. What became of the draft since then is in all of its steps, so
 * that undo takes back only what was done here.
 */
export function continuedDraft(draft: Draft, before: Pick<Draft, "file" | "past" | "future">): Draft {
  const begin = draft.past[0] ?? draft.file;
  const since = mergedDraft({ ...before, typing: null }, before.file, sharedWith(before.file, begin), null);
  const isUntouched = draft.past.length === 0 && draft.future.length === 0;
  return {
    ...draft,
    past: [...since.past, ...draft.past].slice(-MAX_STEPS),
    future: isUntouched ? since.future : draft.future,
  };
}

/** The same draft and history under the graph's new name: renaming a graph is no step, since the server did it. */
export function renamedDraft(draft: Draft, name: string): Draft {
  const under = (file: GraphFile): GraphFile => ({ ...file, content: { ...file.content, name } });
  return { ...draft, file: under(draft.file), past: draft.past.map(under), future: draft.future.map(under) };
}
