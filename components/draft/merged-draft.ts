import { mergeFiles, sharedWith, stepWithTheirs } from "#engine/merge/merge-files.ts";
import { type Names, NO_NAMES, ownNames, renamer } from "#engine/merge/names.ts";
import { renamedIn } from "#engine/merge/renamed-in.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { type Draft, MAX_STEPS } from "./draft.ts";

/** A design as it is after a merge, and what is called otherwise in it. */
export type Resolved = { readonly file: GraphFile; readonly names: Names };

export type DraftMerge = {
  readonly draft: Draft;
  /** What is called otherwise in it than before. */
  readonly names: Names;
  /** Vertices that somebody else changed since the step that made them: undo or redo ends at that step. */
  readonly stopped: readonly string[];
};

/**
 * The draft with what somebody else changed in it, and in all of its history: undo and redo take nothing back that somebody
 * else did. A step that put some vertices in the place of others, of which one was changed since, cannot be gone over: both
 * would be there. The history ends at it.
 *
 * @param base what both began with.
 * @param resolved what the design is now, where a person chose: that is a step of its own; null where nobody had to.
 */
export function mergedDraft(
  draft: Draft,
  base: GraphFile,
  theirs: GraphFile,
  resolved: Resolved | null,
): DraftMerge {
  const merged =
    draft.file === base ? { file: theirs, names: NO_NAMES } : mergeFiles(base, draft.file, theirs);
  const merger = stepMerger(base, theirs, [draft.file, ...draft.past.toReversed(), ...draft.future]);
  const past = merger.stepsWithTheirs(draft.file, draft.past);
  if (resolved === null) {
    const future = merger.stepsWithTheirs(draft.file, draft.future);
    const now: Draft = { file: merged.file, past: past.steps, future: future.steps, typing: null };
    return { draft: now, names: merged.names, stopped: [...new Set([...past.stopped, ...future.stopped])] };
  }
  const steps = [...past.steps, merged.file].slice(-MAX_STEPS);
  const now: Draft = { file: resolved.file, past: steps, future: [], typing: null };
  return { draft: now, names: resolved.names, stopped: past.stopped };
}

/** @param files the draft, then its steps. */
function stepMerger(base: GraphFile, theirs: GraphFile, files: readonly GraphFile[]) {
  const own = ownNames(base, files, theirs);
  // What somebody else renamed has its new name in the steps, too.
  const renamed = renamedIn(base, theirs);
  const rename = renamer({ ...own, vertices: new Map([...own.vertices, ...renamed]) });
  const begin = rename(base);
  const known = new Map<
    GraphFile,
    { readonly named: GraphFile; readonly file: GraphFile; readonly kept: readonly string[] }
  >();
  const stepOf = (step: GraphFile) => {
    const before = known.get(step);
    if (before !== undefined) return before;
    const named = rename(step);
    const merged = step === base ? { file: theirs, kept: [] } : stepWithTheirs(begin, named, theirs);
    const now = { named, ...merged };
    known.set(step, now);
    return now;
  };
  return {
    /** @param steps the nearest last. */
    stepsWithTheirs: (from: GraphFile, steps: readonly GraphFile[]) => {
      const merged: GraphFile[] = [];
      let next = stepOf(from).named;
      for (const step of steps.toReversed()) {
        const { named, file, kept } = stepOf(step);
        const stopped = kept.filter((name) => next.content.vertices.has(name));
        if (stopped.length > 0 && bringsBack(named, next, file))
          return { steps: merged.toReversed(), stopped };
        merged.push(file);
        next = named;
      }
      return { steps: merged.toReversed(), stopped: [] };
    },
  };
}

/** Whether a vertex that was not there any more is there again after the step. */
function bringsBack({ content }: GraphFile, next: GraphFile, merged: GraphFile): boolean {
  return [...content.vertices.keys()].some(
    (name) => !next.content.vertices.has(name) && merged.content.vertices.has(name),
  );
}

/**
 * The draft with a history from before the page was opened. What became of the draft since then is in all of its steps, so
 * that undo takes back only what was done here.
 */
export function continuedDraft(draft: Draft, before: Pick<Draft, "file" | "past" | "future">): Draft {
  const begin = draft.past[0] ?? draft.file;
  const since = mergedDraft(
    { ...before, typing: null },
    before.file,
    sharedWith(before.file, begin),
    null,
  ).draft;
  const isUntouched = draft.past.length === 0 && draft.future.length === 0;
  return {
    ...draft,
    past: [...since.past, ...draft.past].slice(-MAX_STEPS),
    future: isUntouched ? since.future : draft.future,
  };
}
