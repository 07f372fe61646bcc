import {
  type LastChild,
  MAX_NAMES,
  type Named,
  type PreviewView,
  type RunsInside,
} from "#contract/pipelines/previews.ts";
import type { Preview, PreviewInside } from "#engine/explain/preview/preview.ts";
import type { ReadChild } from "./read-failed-children.ts";

type Children = ReadonlyMap<number, ReadChild>;

/**
 * A preview with the names of the vertices.
 *
 * @param children the child pipelines that it was worked out with.
 * @param lastChildren those that run again as a whole.
 */
export function previewView(
  preview: Preview,
  nameOf: (number: number) => string,
  children: Children = new Map(),
  lastChildren: readonly LastChild[] = [],
): PreviewView {
  const { refused, notListed, pipeline, inside, ...lists } = preview;
  const named = (numbers: readonly number[]) => namedBy(numbers, nameOf);
  const inPart = new Set(inside.map(({ number }) => number).filter((number) => children.has(number)));
  return {
    refused,
    notListed,
    pipeline,
    // Left out before the names are cut off: beyond the last name nobody could tell which of them are told twice.
    begins: named(lists.begins.filter((number) => !inPart.has(number))),
    anew: named(lists.anew),
    lastChildren,
    inside: insideView(inside, nameOf, children),
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
  };
}

function namedBy(numbers: readonly number[], nameOf: (number: number) => string): Named {
  return { count: numbers.length, names: numbers.slice(0, MAX_NAMES).map(nameOf) };
}

/** What runs in child pipelines. Of one in another folder only the number of tracks is told. */
function insideView(
  inside: readonly PreviewInside[],
  pathOf: (number: number) => string,
  children: Children,
): readonly RunsInside[] {
  return inside.flatMap(({ number, runs, inside: below }): readonly RunsInside[] => {
    const child = children.get(number);
    if (child === undefined) return [];
    const path = pathOf(number);
    const nameOf = (each: number) => child.names[each] ?? String(each);
    const named = child.isElsewhere ? { count: runs.length, names: [] } : namedBy(runs, nameOf);
    const own = { path, isItems: child.plan.items !== null, runs: named, of: child.tracks.size };
    if (child.isElsewhere) return [own];
    return [own, ...insideView(below, (each) => `${path} / ${nameOf(each)}`, child.children)];
  });
}
