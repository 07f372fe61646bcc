import type { ChildGraph, RevisionParams } from "#contract/graphs/revisions.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { graphKey } from "#repos/graphs/graph-rows.ts";
import { type GraphWithNewest, graphsWithNewest, pinsIn, revisionsNumbered } from "#repos/graphs/pin-rows.ts";
import { findDraft, findRevision, sealedCopies } from "#repos/graphs/revision-rows.ts";
import { refuse } from "../../refusals/refused.ts";
import { graphNamed } from "../lookup/graph-named.ts";
import { retirementOf } from "./retirement.ts";

/**
 * The sealed graphs that the draft of a graph runs, each as its vertices name it, with what is the newest of each.
 *
 * @param readable the folders that whoever asks may read: of a graph in another one nothing is said, as if it was not there.
 * @throws Refused `not-found`.
 */
export async function childGraphsOf(tx: Queries, name: string, readable: FolderIds): Promise<ChildGraph[]> {
  const draft = await findDraft(tx, (await graphNamed(tx, name)).id);
  const pins = draft === null ? [] : await pinsIn(tx, draft.id);
  const named = await newestByName(
    tx,
    pins.map(({ name: each }) => each),
    readable,
  );
  // Where there is no graph of that name that may be seen, one with the same content is shown: it may have been renamed.
  const lost = pins.flatMap(({ name: each, digest }) =>
    digest === null || named.has(graphKey(each)) ? [] : [digest],
  );
  const copies = await sealedCopies(tx, [...new Set(lost)], readable);
  const renamed = await newestByName(
    tx,
    copies.map(({ graph }) => graph),
    readable,
  );
  const found = pins.flatMap((pin) => {
    const own = named.get(graphKey(pin.name));
    if (own !== undefined) return [{ pin, graph: own, at: pin.revision }];
    const copy = copies.find(({ digest }) => digest === pin.digest);
    const graph = copy === undefined ? undefined : renamed.get(graphKey(copy.graph));
    return graph === undefined ? [] : [{ pin, graph, at: copy?.number ?? pin.revision }];
  });
  const rows = await revisionsNumbered(
    tx,
    found.map(({ graph, at }) => ({ graphId: graph.id, number: at })),
  );
  const byPlace = new Map(rows.map((row) => [`${row.graphId} ${row.number}`, row]));
  return found.map(({ pin, graph, at }): ChildGraph => {
    const row = byPlace.get(`${graph.id} ${at}`);
    const isSame = row !== undefined && (pin.digest === null || pin.digest === row.digest);
    return {
      ...{ name: pin.name, revision: pin.revision, digest: pin.digest },
      ...{ graph: graph.name, at, isOther: !isSame },
      retired: isSame ? retirementOf(row) : null,
      newest: graph.newest === null ? null : { number: graph.newest.number, digest: graph.newest.digest },
    };
  });
}

async function newestByName(
  tx: Queries,
  names: readonly string[],
  readable: FolderIds,
): Promise<ReadonlyMap<string, GraphWithNewest>> {
  const graphs = await graphsWithNewest(tx, [...new Set(names)], readable);
  return new Map(graphs.map((graph) => [graphKey(graph.name), graph]));
}

/**
 * The params of a sealed revision, and the names of its outputs.
 *
 * @throws Refused `not-found`.
 */
export async function paramsOfRevision(tx: Queries, name: string, number: number): Promise<RevisionParams> {
  const graph = await graphNamed(tx, name);
  const row = await findRevision(tx, graph.id, number);
  if (row === null) return refuse("not-found", `${graph.name} has no sealed revision ${number}.`);
  const { params = {}, outputs = {} } = row.header;
  return { params, outputs: Object.keys(outputs) };
}
