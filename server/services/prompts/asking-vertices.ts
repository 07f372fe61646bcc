import { approvalRules } from "#engine/kinds/approval/approval-rules.ts";
import { kindOf } from "#engine/kinds/kinds.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import type { Queries } from "#platform/database/db.ts";
import { type InboxRow, itemsAt, verticesAt } from "#repos/tracks/inbox-rows.ts";

/** What of a vertex the inbox shows. */
type AskingVertex = {
  readonly name: string;
  readonly title: string | null;
  readonly inputs: NonNullable<VertexSpec["inputs"]>;
  readonly description: string | null;
  /** Null where it is no approval. */
  readonly rules: ReturnType<typeof approvalRules> | null;
};

type Asking = Pick<InboxRow, "id" | "pipelineId" | "launchedAt" | "hasItems" | "revisionId" | "number">;

/**
 * Sealed revisions never change, and no two have one id. Items do not change either; but a restored database may give the
 * number of their pipeline to another one.
 */
const MAX_KNOWN = 5_000;
const known = new Map<string, AskingVertex>();

const keyOfVertex = (revisionId: number, number: number) => `${revisionId} ${number}`;
const keyOfItem = ({ pipelineId, launchedAt, number }: Asking) =>
  `item ${pipelineId} ${launchedAt.getTime()} ${number}`;
const keyOf = (row: Asking) => (row.hasItems ? keyOfItem(row) : keyOfVertex(row.revisionId, row.number));

/** The vertex that asks, for each prompt. Each is read once; no plan of a graph or of items is made for it. */
export async function askingVertices(tx: Queries, rows: readonly Asking[]): Promise<readonly AskingVertex[]> {
  const found = new Map<string, AskingVertex>();
  const missing = missingOf(rows, keyOf, found);
  const newItems = missing.filter(({ hasItems }) => hasItems);
  const placeOf = ({ pipelineId, number }: Pick<Asking, "pipelineId" | "number">) =>
    `${pipelineId} ${number}`;
  const itemRows = new Map((await itemsAt(tx, newItems)).map((item) => [placeOf(item), item]));
  const items = newItems.flatMap((row) => {
    const item = itemRows.get(placeOf(row));
    return item === undefined
      ? []
      : [{ row, revisionId: row.revisionId, number: item.vertex, name: item.name }];
  });
  const places = [...missing.filter(({ hasItems }) => !hasItems), ...items];
  const newVertices = missingOf(places, (place) => keyOfVertex(place.revisionId, place.number), found);
  for (const { revisionId, number, name, spec } of await verticesAt(tx, newVertices))
    found.set(keyOfVertex(revisionId, number), askingVertex(name, spec));
  for (const { row, revisionId, number, name } of items) {
    const vertex = found.get(keyOfVertex(revisionId, number));
    if (vertex !== undefined) found.set(keyOfItem(row), { ...vertex, name });
  }
  remember(found);
  return rows.map((row) => {
    const vertex = found.get(keyOf(row));
    if (vertex === undefined) throw new Error(`Prompt ${row.id} belongs to no vertex.`);
    return vertex;
  });
}

/** Puts what is known into `found`, and gives the others, one of each key. */
function missingOf<Place>(
  places: readonly Place[],
  key: (place: Place) => string,
  found: Map<string, AskingVertex>,
): readonly Place[] {
  const missing = new Map<string, Place>();
  for (const place of places) {
    const vertex = known.get(key(place));
    if (vertex === undefined) missing.set(key(place), place);
    else found.set(key(place), vertex);
  }
  return [...missing.values()];
}

/** What was asked for last is kept longest. */
function remember(found: ReadonlyMap<string, AskingVertex>): void {
  for (const [key, vertex] of found) {
    known.delete(key);
    known.set(key, vertex);
  }
  for (const key of known.keys()) {
    if (known.size <= MAX_KNOWN) break;
    known.delete(key);
  }
}

function askingVertex(name: string, spec: VertexSpec): AskingVertex {
  const kind = kindOf(spec);
  const isApproval = kind.carriedOutBy === "person";
  return {
    name,
    title: isApproval ? kind.question(spec).title : null,
    inputs: spec.inputs ?? {},
    description: spec.description ?? null,
    rules: isApproval ? approvalRules(spec) : null,
  };
}
