import { type FirstOf, MAX_NAMED_BY, MAX_RUN_BY, type NamedBy } from "#contract/graphs/named-by.ts";
import { type FolderIds, hasFolder } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { launchersOfGraph, launchersOfRevision, revisionsThatRun } from "#repos/graphs/named-by-rows.ts";
import { findRevision } from "#repos/graphs/revision-rows.ts";
import { refuse } from "../../refusals/refused.ts";
import { graphNamed } from "../lookup/graph-named.ts";

/**
 * What names a sealed revision, or any of a graph: sealed graphs and drafts that run it, schedules and triggers that launch it.
 *
 * @param readable the folders that whoever asks may read: what is in others is only counted.
 * @throws Refused `not-found`.
 */
export async function namedByOf(
  tx: Queries,
  { name, revision: number }: { readonly name: string; readonly revision?: number | undefined },
  readable: FolderIds,
): Promise<NamedBy> {
  const graph = await graphNamed(tx, name);
  const revision = number === undefined ? null : await findRevision(tx, graph.id, number);
  if (number !== undefined && revision === null)
    return refuse("not-found", `${graph.name} has no sealed revision ${number}.`);
  const run = revision === null ? { graphId: graph.id } : { revisionId: revision.id };
  const { rows, isComplete } = await revisionsThatRun(tx, run, MAX_RUN_BY);
  const { schedules, triggers } =
    number === undefined
      ? await launchersOfGraph(tx, graph.id)
      : await launchersOfRevision(tx, graph.id, number);
  const isSeen = ({ folderId }: { readonly folderId: number }) => hasFolder(readable, folderId);
  const seen = rows.filter(isSeen);
  const seenTriggers = triggers.filter(isSeen).map((trigger) => trigger.name);
  const sealedOf = (some: typeof rows) =>
    some.flatMap(({ graph: parent, number: at, isRetired }) =>
      at === null ? [] : [{ graph: parent, revision: at, isRetired }],
    );
  const draftsOf = (some: typeof rows) =>
    some.flatMap(({ graph: parent, number: at }) => (at === null ? [parent] : []));
  const [sealed, drafts] = [sealedOf(seen), draftsOf(seen)];
  return {
    sealed: firstOf(
      sealed.toSorted(
        (a, b) =>
          Number(a.isRetired) - Number(b.isRetired) ||
          a.graph.localeCompare(b.graph, "en") ||
          b.revision - a.revision,
      ),
      sealedOf(rows).length - sealed.length,
    ),
    drafts: firstOf(
      drafts.toSorted((a, b) => a.localeCompare(b, "en")),
      draftsOf(rows).length - drafts.length,
    ),
    // They are of the graph itself, which whoever asks may read.
    schedules: firstOf(schedules, 0),
    // One that launches after the graph may belong to another folder.
    triggers: firstOf(seenTriggers, triggers.length - seenTriggers.length),
    isComplete,
  };
}

function firstOf<Item>(items: readonly Item[], hidden: number): FirstOf<Item> {
  const first = items.slice(0, MAX_NAMED_BY);
  return { first, more: items.length - first.length, hidden };
}
