import type { GraphFile } from "../model/graph-content.ts";
import { choose, type MergeNotes, type Three } from "./merge-values.ts";
import { NO_NAMES, withNames } from "./names.ts";
import { renamedIn } from "./renamed-in.ts";

type SharedNames = Three<GraphFile> & {
  readonly names: ReadonlyMap<string, string>;
  readonly renamed: ReadonlySet<string>;
};

/**
 * Three files in which a vertex that one side renamed has one name, so that what both did with it is merged by field. Where
 * both renamed it, a person chooses the name.
 *
 * @returns also the new names of mine, and the vertices that one side renamed and the other removed, by the new name.
 */
export function withSharedNames(notes: MergeNotes, { base, mine, theirs }: Three<GraphFile>): SharedNames {
  const own = renamedIn(base, mine);
  const other = renamedIn(base, theirs);
  const names: Three<Map<string, string>> = { base: new Map(), mine: new Map(), theirs: new Map() };
  const renamed = new Set<string>();
  const [ours, foreign] = [mine.content.vertices, theirs.content.vertices];
  for (const [from, to] of other) {
    const called = own.get(from);
    if (called === undefined) {
      if (ours.has(from) && ours.has(to)) continue;
      if (ours.has(from)) names.mine.set(from, to);
      else if (!ours.has(to)) renamed.add(to);
      names.base.set(from, to);
      continue;
    }
    const isMine = called !== to && nameChosen(notes, from, called, to) === "mine";
    if (isMine) names.theirs.set(to, called);
    else if (called !== to) names.mine.set(called, to);
    names.base.set(from, isMine ? called : to);
  }
  for (const [from, to] of own) {
    if (other.has(from) || (foreign.has(from) && foreign.has(to))) continue;
    if (foreign.has(from)) names.theirs.set(from, to);
    else if (!foreign.has(to)) renamed.add(to);
    names.base.set(from, to);
  }
  const named = (file: GraphFile, vertices: ReadonlyMap<string, string>) =>
    withNames(file, { ...NO_NAMES, vertices });
  return {
    base: named(base, names.base),
    mine: named(mine, names.mine),
    theirs: named(theirs, names.theirs),
    names: names.mine,
    renamed,
  };
}

function nameChosen(notes: MergeNotes, base: string, mine: string, theirs: string) {
  return choose(notes, { is: "vertex", name: mine }, ["name"], { base, mine, theirs });
}
