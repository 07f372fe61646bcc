import type { SavedGraph } from "#contract/graphs/graphs.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { hasFolder } from "#engine/rights/policy.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isDuplicateKey, transact } from "#platform/database/db.ts";
import { findGraph } from "#repos/graphs/graph-rows.ts";
import { findDraft } from "#repos/graphs/revision-rows.ts";
import { EXAMPLE_GRAPH } from "./example-graph.ts";
import { applyIn, EVERYTHING, type Sight } from "./save-graph.ts";

/**
 * Creates the example graph. If it exists already it stays as it is, with all changes that were made to it. One in a folder
 * that may not be read is another team's: then this one gets the next free name.
 */
export async function createExampleGraph(
  database: Database,
  actor: string,
  sight: Sight = EVERYTHING,
): Promise<SavedGraph> {
  const read = readGraphText(EXAMPLE_GRAPH);
  if (!read.ok) throw new Error(`The example graph cannot be read: ${read.problems[0]?.text}`);
  const { file } = read;
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? file.content.name : `${file.content.name}-${count}`;
    const named = { ...file, content: { ...file.content, name } };
    const known = await knownExample(database, name, actor, sight);
    if (known === "foreign") continue;
    if (known !== null) return known;
    try {
      return await transact(database, (tx) => applyIn(tx, null, named, actor, sight));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const made = await knownExample(database, name, actor, sight);
      if (made === null) throw error;
      if (made !== "foreign") return made;
    }
  }
}

/** The graph of this name as it is: null where there is none, "foreign" where it may not be read. */
async function knownExample(
  { queries }: Database,
  name: string,
  actor: string,
  { readable }: Sight,
): Promise<SavedGraph | "foreign" | null> {
  const graph = await findGraph(queries, name);
  if (graph === null) return null;
  if (!hasFolder(readable, graph.folderId)) return "foreign";
  const draft = await findDraft(queries, graph.id);
  if (draft === null) throw new Error(`Graph ${graph.name} has no draft.`);
  noteForAudit(queries, actor, {
    object: { kind: "graph", id: graph.id, name: graph.name },
    after: { isNew: false },
  });
  return {
    name: graph.name,
    edit: draft.edit,
    digest: draft.digest,
    findings: draft.findings ?? [],
    isNew: false,
  };
}
