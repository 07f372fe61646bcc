import type { GraphFile } from "#engine/model/graph-content.ts";
import type { Queries } from "#platform/database/db.ts";
import { edgesOf, verticesOf } from "#repos/graphs/content-rows.ts";
import type { GraphRow } from "#repos/graphs/graph-rows.ts";
import { findDraft, findRevision, newestSaveOf, type RevisionRow } from "#repos/graphs/revision-rows.ts";
import { fileOfRows, readContent } from "../../pipeline-session/read/revision-content.ts";
import { refuse } from "../../refusals/refused.ts";

/** Of a draft that is saved several times a second, one of so many reads falls between two saves. */
const MAX_READS = 10;

/**
 * A graph's draft with its content, both of one save, without a lock. Its edges name vertices by their numbers, which mean
 * others after a save: where the draft was saved while it was read, it is read again.
 *
 * @throws Refused `database-busy` where it was saved each time.
 */
export async function readDraft(
  tx: Queries,
  graph: Pick<GraphRow, "id" | "name">,
): Promise<{ readonly draft: RevisionRow; readonly file: GraphFile }> {
  for (let reads = 0; reads < MAX_READS; reads += 1) {
    const draft = await findDraft(tx, graph.id);
    if (draft === null) throw new Error(`Graph ${graph.name} has no draft.`);
    const vertices = await verticesOf(tx, draft.id);
    const edges = await edgesOf(tx, draft.id);
    const newest = await newestSaveOf(tx, graph.id);
    if (newest?.edit === draft.edit) return { draft, file: fileOfRows(draft, graph.name, vertices, edges) };
  }
  return refuse("database-busy", `The draft of "${graph.name}" is saved faster than it can be read.`, {
    kept: "Nothing was changed.",
    todo: "Try again in a moment.",
  });
}

/**
 * A draft, or the sealed revision with this number, with its content.
 *
 * @throws Refused `not-found`; `database-busy` as `readDraft` does.
 */
export async function readDraftOrSealed(
  tx: Queries,
  graph: Pick<GraphRow, "id" | "name">,
  number: number | undefined,
): Promise<{ readonly revision: RevisionRow; readonly file: GraphFile }> {
  if (number === undefined) {
    const { draft, file } = await readDraft(tx, graph);
    return { revision: draft, file };
  }
  const revision = await findRevision(tx, graph.id, number);
  if (revision === null) return refuse("not-found", `${graph.name} has no sealed revision ${number}.`);
  return { revision, file: await readContent(tx, revision, graph.name) };
}
