import type { PreviewView } from "#contract/pipelines/previews.ts";

type Lists = Partial<
  Record<
    Exclude<keyof PreviewView, "refused" | "notListed" | "pipeline" | "inside" | "lastChildren">,
    readonly string[]
  >
>;

/** A preview that lists these vertices. */
export function previewForTest(
  lists: Lists,
  refused: string | null = null,
  pipeline: PreviewView["pipeline"] = null,
  inside: PreviewView["inside"] = [],
): PreviewView {
  const named = (names: readonly string[] = []) => ({ count: names.length, names });
  return {
    refused,
    notListed: null,
    begins: named(lists.begins),
    anew: named(lists.anew),
    lastChildren: [],
    inside,
    follows: named(lists.follows),
    stops: named(lists.stops),
    heldBack: named(lists.heldBack),
    killed: named(lists.killed),
    notRun: named(lists.notRun),
    fails: named(lists.fails),
    undoes: named(lists.undoes),
    partlyUndone: named(lists.partlyUndone),
    notUndone: named(lists.notUndone),
    nothingToUndo: named(lists.nothingToUndo),
    notReached: named(lists.notReached),
    reused: named(lists.reused),
    stale: named(lists.stale),
    left: named(lists.left),
    pipeline,
  };
}
