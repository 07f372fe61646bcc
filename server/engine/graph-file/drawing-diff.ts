import type { GraphFile, Layout, NoteSpec } from "../model/graph-content.ts";
import { diffNamed, isEmptyDiff, type NamedDiff } from "./content-diff.ts";

/** What differs in how a graph is drawn. None of it is sealed: it is beside the content, and not in its digest. */
export type DrawingDiff = {
  readonly isSame: boolean;
  readonly frames: NamedDiff;
  readonly notes: NamedDiff;
  /** How many vertices and notes of both have another place. */
  readonly moved: number;
};

const NONE = new Map<string, never>();

/** The changes from `before` to `after` in frames, notes and places. Frames and notes are known by their names. */
export function diffDrawings(before: GraphFile, after: GraphFile): DrawingDiff {
  const [old, now] = [before.annotations, after.annotations];
  const frames = diffNamed(old?.frames ?? NONE, now?.frames ?? NONE, (frame) => ({ ...frame }));
  const notes = diffNamed(old?.notes ?? NONE, now?.notes ?? NONE, ({ at: _at, ...note }) => note);
  const moved =
    movedIn(before.layout, after.layout) +
    movedIn(placesOf(old?.notes ?? NONE), placesOf(now?.notes ?? NONE));
  return { isSame: isEmptyDiff(frames) && isEmptyDiff(notes) && moved === 0, frames, notes, moved };
}

/** A place that only one side has was worked out on the other, and nobody has moved anything. */
function movedIn(before: Layout, after: Layout): number {
  let moved = 0;
  for (const [name, { x, y }] of after) {
    const old = before.get(name);
    if (old !== undefined && (old.x !== x || old.y !== y)) moved += 1;
  }
  return moved;
}

function placesOf(notes: ReadonlyMap<string, NoteSpec>): Layout {
  return new Map([...notes].map(([name, { at }]) => [name, at]));
}
