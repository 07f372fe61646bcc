import type { SavedGraph } from "#contract/graphs/graphs.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isDuplicateKey } from "#platform/database/db.ts";
import { findGraph } from "#repos/graphs/graph-rows.ts";
import { findDraft } from "#repos/graphs/revision-rows.ts";
import { EXAMPLE_GRAPH } from "./example-graph.ts";
import { applyGraphFile, type Sight } from "./save-graph.ts";

/** Creates the example graph. If it exists already it stays as it is, with all changes that were made to it. */
export async function createExampleGraph(
  database: Database,
  actor: string,
  sight?: Sight,
): Promise<SavedGraph> {
  const read = readGraphText(EXAMPLE_GRAPH);
  if (!read.ok) throw new Error(`The example graph cannot be read: ${read.problems[0]?.text}`);
  const { name } = read.file.content;
  const known = await knownExample(database, name, actor);
  if (known !== null) return known;
  try {
    return await applyGraphFile(database, read.file, actor, sight);
  } catch (error) {
    const made = isDuplicateKey(error) ? await knownExample(database, name, actor) : null;
    if (made === null) throw error;
    return made;
  }
}

async function knownExample({ queries }: Database, name: string, actor: string): Promise<SavedGraph | null> {
  const graph = await findGraph(queries, name);
  const draft = graph === null ? null : await findDraft(queries, graph.id);
  if (graph === null || draft === null) return null;
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
