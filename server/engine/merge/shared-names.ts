import type { GraphFile } from "../model/graph-content.ts";
import { choose, type MergeNotes, type Three } from "./merge-values.ts";
import { NO_NAMES, withNames } from "./names.ts";
import { renamedIn } from "./renamed-in.ts";

/**
 * Three files in which a vertex that one side renamed has one name, so that what both did with it is merged by field. Where
 * both renamed it, a person chooses the name. Where one renamed and the other removed it, nothing is the same.
 *
 * @returns the new names of mine as well.
 */
export function withSharedNames(
  notes: MergeNotes,
  { base, mine, theirs }: Three<GraphFile>,
): Three<GraphFile> & { readonly names: ReadonlyMap<string, string> } {
  const own = renamedIn(base, mine);
  const other = renamedIn(base, theirs);
  const names = { base: new Map<string, string>(), mine: new Map(), theirs: new Map() };
  const [ours, foreign] = [mine.content.vertices, theirs.content.vertices];
  for (const [from, to] of other) {
    const called = own.get(from);
    if (called === undefined) {
      if (!ours.has(from) && !ours.has(to)) continue;
      if (ours.has(from) && ours.has(to)) continue;
      if (ours.has(from)) names.mine.set(from, to);
      names.base.set(from, to);
      continue;
    }
    const isMine = called !== to && nameChosen(notes, from, called, to) === "mine";
    if (isMine) names.theirs.set(to, called);
    else if (called !== to) names.mine.set(called, to);
    names.base.set(from, isMine ? called : to);
  }
  for (const [from, to] of own) {
    if (other.has(from) || foreign.has(from) === foreign.has(to)) continue;
    if (foreign.has(from)) names.theirs.set(from, to);
    names.base.set(from, to);
  }
  const renamed = (file: GraphFile, vertices: ReadonlyMap<string, string>) =>
    withNames(file, { ...NO_NAMES, vertices });
  return {
    base: renamed(base, names.base),
    mine: renamed(mine, names.mine),
    theirs: renamed(theirs, names.theirs),
    names: names.mine,
  };
}

function nameChosen(notes: MergeNotes, base: string, mine: string, theirs: string) {
  return choose(notes, { is: "vertex", name: mine }, ["name"], { base, mine, theirs });
}
