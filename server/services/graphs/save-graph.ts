import type { SavedGraph } from "#contract/graphs/graphs.ts";
import { digestOf } from "#engine/graph-file/digest.ts";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import type { Finding, GraphFile } from "#engine/model/graph-content.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import { graphNameProblem } from "#engine/shape/names/graph-names.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isDuplicateKey, type Queries, transact } from "#platform/database/db.ts";
import { savedByName } from "#platform/database/saved-by-name.ts";
import { type GraphRow, insertGraph, lockGraph } from "#repos/graphs/graph-rows.ts";
import { findDraft, insertRevision, type RevisionRow, updateDraft } from "#repos/graphs/revision-rows.ts";
import { ROOT_ID } from "#repos/rights/folder-rows.ts";
import { revisionHeader, writeContent } from "../pipeline-session/read/revision-content.ts";
import { refuse } from "../refusals/refused.ts";
import { childrenOfDraft, findingsIn, pinChildren } from "./findings/pin-children.ts";
import { structuralProblems } from "./findings/structural-problems.ts";
import { folderOf } from "./folder-of-graph.ts";
import type { DraftText } from "./reader/read-draft-text.ts";
import { readGraphApart } from "./reader/read-graph-apart.ts";

/** `readable`: the folders that whoever saves may read; `folderId`: where a new graph will be, or else in the root. */
export type Sight = { readonly readable: FolderIds; readonly folderId?: number };
/** Of whoever may read everything, with a new graph in the root. */
export const EVERYTHING: Sight = { readable: "all" };
const EMPTY = { signalbox: 1, vertices: {} };

/**
 * Creates or replaces a draft from the text of a graph file. The name in the file says which graph.
 *
 * @throws Refused `bad-input` with every problem and its line; then nothing was written.
 */
export async function applyGraphText(
  database: Database,
  text: string,
  actor: string,
  sight?: Sight,
): Promise<SavedGraph> {
  return applyGraphFile(database, (await readFile(text)).file, actor, sight);
}

/** @throws Refused `bad-input` with every problem and its line. */
export async function readFile(text: string): Promise<Extract<DraftText, { ok: true }>> {
  const read = await readGraphApart(text);
  if (read.ok) return read;
  return refuse("bad-input", summary(read.problems.map((problem) => problem.text)), {
    problems: read.problems,
    kept: "Nothing was written.",
  });
}

/** Creates or replaces a draft. A file replaces the whole draft, so its edit number is not checked. */
export async function applyGraphFile(
  database: Database,
  file: GraphFile,
  actor: string,
  sight?: Sight,
): Promise<SavedGraph> {
  return savedByName(() =>
    transact(database, async (tx) => {
      const graph = await lockGraph(tx, file.content.name);
      return applyIn(tx, graph, file, actor, sight);
    }),
  );
}

/**
 * Creates or replaces a draft within the caller's transaction.
 *
 * @param graph the graph of this name, whose lock is held; null: there is none, and one is made.
 * @throws where somebody made one at the same moment (`isDuplicateKey`).
 */
export function applyIn(
  tx: Queries,
  graph: GraphRow | null,
  file: GraphFile,
  actor: string,
  sight?: Sight,
): Promise<SavedGraph> {
  return graph === null ? createIn(tx, file, actor, sight) : replaceIn(tx, graph, file, null, actor, sight);
}

/**
 * Creates a graph, empty or with this draft.
 *
 * @throws Refused `bad-input` for an invalid name or file, `conflict` where the name is taken: then nothing is written.
 */
export async function createGraph(
  database: Database,
  {
    name,
    file = EMPTY,
  }: { readonly name: string; readonly file?: Readonly<Record<string, unknown>> | undefined },
  actor: string,
  sight?: Sight,
): Promise<SavedGraph> {
  const draft = parsed({ name: checkedName(name), file }, "Nothing was written.");
  try {
    return await transact(database, (tx) => createIn(tx, draft, actor, sight));
  } catch (error) {
    if (isDuplicateKey(error)) return refuseTaken(name);
    throw error;
  }
}

/**
 * A graph's name, as it is stored.
 *
 * @throws Refused `bad-input` where it is no name.
 */
export function checkedName(name: string): string {
  const problem = graphNameProblem(name);
  if (problem !== null) refuse("bad-input", problem, { problems: [{ path: "name", text: problem }] });
  return name;
}

/** @throws Refused `conflict`: another graph has this name. */
export function refuseTaken(name: string): never {
  return refuse(
    "conflict",
    `There is a graph "${name}" already (names that differ only in upper and lower case are one).`,
    {
      todo: "Choose another name.",
    },
  );
}

/**
 * Saves the whole draft from the canvas, if it was not saved by another person since `edit`, and the name is not another
 * graph's by now.
 *
 * @throws Refused `conflict` where it was, or is: nothing is overwritten.
 */
export async function saveGraph(
  database: Database,
  request: {
    name: string;
    graphId?: number | undefined;
    edit: number;
    file: Readonly<Record<string, unknown>>;
  },
  actor: string,
  sight?: Sight,
): Promise<SavedGraph> {
  const file = parsed(request, "The draft on the server is as it was.");
  return transact(database, async (tx) => {
    const graph = await lockGraph(tx, request.name);
    if (graph === null) return refuse("not-found", `There is no graph "${request.name}".`);
    if (request.graphId !== undefined && request.graphId !== graph.id) return refuseOther(graph.name);
    return replaceIn(tx, graph, file, request.edit, actor, sight);
  });
}

function refuseOther(name: string): never {
  return refuse(
    "conflict",
    `The graph that you opened as "${name}" is not there any more: another one has its name now.`,
    {
      kept: "Nothing was overwritten: your version is still here, and the other graph is on the server.",
      todo: "Compare the two and choose.",
    },
  );
}

/** @throws Refused `bad-input`. */
function parsed(
  { name, file }: { readonly name: string; readonly file: Readonly<Record<string, unknown>> },
  kept: string,
): GraphFile {
  const read = parseGraphFile({ ...file, name });
  if (read.ok) return read.file;
  return refuse("bad-input", summary(read.problems.map((problem) => problem.text)), {
    problems: read.problems.map(({ path, text }) => ({ path, text })),
    kept,
  });
}

async function createIn(
  tx: Queries,
  given: GraphFile,
  actor: string,
  { folderId = ROOT_ID, readable }: Sight = EVERYTHING,
): Promise<SavedGraph> {
  const file = await pinChildren(tx, given, readable);
  const checked = await check(tx, file, { folderId }, readable);
  const graphId = await insertGraph(tx, { name: file.content.name, createdBy: actor, folderId });
  const revisionId = await insertRevision(tx, { graphId, number: null, edit: 1, ...checked, savedBy: actor });
  await writeDraft(tx, revisionId, file);
  const { name } = file.content;
  noteForAudit(tx, actor, {
    object: { kind: "graph", id: graphId, name },
    after: { edit: 1, digest: checked.digest },
  });
  return {
    name: file.content.name,
    edit: 1,
    digest: checked.digest,
    findings: checked.findings,
    isNew: true,
  };
}

async function replaceIn(
  tx: Queries,
  graph: GraphRow,
  given: GraphFile,
  fromEdit: number | null,
  actor: string,
  { readable }: Sight = EVERYTHING,
): Promise<SavedGraph> {
  const file = await pinChildren(tx, given, readable);
  const checked = await check(tx, file, graph, readable);
  const draft = await findDraft(tx, graph.id);
  if (draft === null) throw new Error(`Graph ${graph.name} has no draft.`);
  const edit = draft.edit + 1;
  const isSaved =
    (fromEdit === null || fromEdit === draft.edit) &&
    (await updateDraft(tx, draft.id, draft.edit, { edit, ...checked, savedBy: actor }));
  if (!isSaved)
    return refuse(
      "conflict",
      `${draft.savedBy} saved "${graph.name}" in between, at ${draft.savedAt.toISOString()}.`,
      {
        kept: "Nothing was overwritten: your version is still here, and theirs is on the server.",
        todo: "Compare the two and choose.",
      },
    );
  await writeDraft(tx, draft.id, file);
  noteForAudit(tx, actor, {
    object: { kind: "graph", id: graph.id, name: graph.name },
    before: { edit: draft.edit, digest: draft.digest },
    after: { edit, digest: checked.digest },
  });
  return { name: graph.name, edit, digest: checked.digest, findings: checked.findings, isNew: false };
}

/**
 * Writes what a draft says. Which revisions it runs is written down whoever saves: a revision that is retired is asked which
 * drafts run it, and nobody is told more than they may read.
 */
async function writeDraft(tx: Queries, revisionId: number, file: GraphFile): Promise<void> {
  await writeContent(tx, revisionId, file, await childrenOfDraft(tx, file.content, revisionId));
}

/**
 * Saves a draft as it was checked, in which graphs are pinned that were sealed after it was saved. The caller holds the
 * graph's lock.
 *
 * @returns the draft as it is now.
 */
export async function savePinned(
  tx: Queries,
  draft: RevisionRow,
  file: GraphFile,
  findings: readonly Finding[],
  savedBy: string,
): Promise<RevisionRow> {
  const row = {
    edit: draft.edit + 1,
    digest: digestOf(file.content),
    header: revisionHeader(file),
    findings,
  };
  if (!(await updateDraft(tx, draft.id, draft.edit, { ...row, savedBy })))
    throw new Error(`The draft ${draft.id} was saved in between, in spite of the lock.`);
  await writeDraft(tx, draft.id, file);
  return { ...draft, ...row, findings: [...findings], savedBy };
}

/** The columns of a revision's row for a graph file. Refuses a shape that no draft can hold. */
async function check(tx: Queries, file: GraphFile, graph: Pick<GraphRow, "folderId">, readable: FolderIds) {
  const findings = await findingsIn(tx, file.content, { folder: await folderOf(tx, graph), readable });
  const problems = structuralProblems(findings);
  if (problems.length > 0)
    refuse("bad-input", summary(problems.map((problem) => problem.text)), {
      problems,
      kept: "Nothing was written.",
    });
  return { header: revisionHeader(file), digest: digestOf(file.content), findings };
}

function summary(texts: readonly string[]): string {
  const [first = "The graph file cannot be read."] = texts;
  return texts.length <= 1 ? first : `${first} (And ${texts.length - 1} more.)`;
}
