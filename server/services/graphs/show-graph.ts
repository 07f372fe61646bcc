import type { z } from "zod";
import {
  type GraphDiff,
  type GraphSummary,
  type GraphView,
  type listGraphsInput,
  MAX_LISTED_GRAPHS,
  MAX_SHOWN_REVISIONS,
  type NewestSave,
  type RevisionSummary,
} from "#contract/graphs/graphs.ts";
import type { SealedFacts } from "#contract/graphs/revisions.ts";
import { reasonFor, warningsOf } from "#engine/check/warning-reasons.ts";
import { diffContents } from "#engine/graph-file/content-diff.ts";
import { diffDrawings } from "#engine/graph-file/drawing-diff.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import { writeGraphText } from "#engine/graph-file/write-graph-text.ts";
import type { Finding, GraphContent, GraphFile } from "#engine/model/graph-content.ts";
import { isWithin, ROOT } from "#engine/rights/folder-path.ts";
import { type FolderIds, hasFolder } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { countVertices } from "#repos/graphs/content-rows.ts";
import { listGraphRows, newestSealed } from "#repos/graphs/graph-list-rows.ts";
import { findGraphById, type GraphRow } from "#repos/graphs/graph-rows.ts";
import { signOfPresence } from "#repos/graphs/presence-rows.ts";
import { findSealed, newestSaveOf, type RevisionRow, sealedRevisions } from "#repos/graphs/revision-rows.ts";
import { listFolderRows } from "#repos/rights/folder-rows.ts";
import { listedProblems } from "./findings/listed-problems.ts";
import { findingsOfDraft, seenFindings } from "./findings/seen-findings.ts";
import { folderOf } from "./folder-of-graph.ts";
import { graphNamed } from "./lookup/graph-named.ts";
import { lastChange } from "./lookup/last-change.ts";
import { readDraftOrSealed } from "./lookup/read-draft.ts";
import { retirementOf } from "./revisions/retirement.ts";

/** Graphs by name; of those that are searched for, first those whose name has the text. */
export async function listGraphs(
  tx: Queries,
  { search, folder = ROOT, limit = MAX_LISTED_GRAPHS, ...rest }: z.output<typeof listGraphsInput>,
  folders: FolderIds,
): Promise<GraphSummary[]> {
  const wanted = { ...rest, search: search?.trim() || undefined };
  const rows = await listGraphRows(tx, wanted, limit, await foldersWithin(tx, folder, folders));
  const sealed = await newestSealed(
    tx,
    rows.map(({ graph }) => graph.id),
  );
  const counts = await countVertices(
    tx,
    rows.map(({ draft }) => draft.id),
  );
  const problems = await listedProblems(
    tx,
    rows.map(({ draft }) => draft),
    folders,
  );
  return rows.map(({ graph, folder, draft }) => {
    const newest = sealed.get(graph.id);
    return {
      name: graph.name,
      folder,
      description: draft.header.description ?? null,
      vertexCount: counts.get(draft.id) ?? 0,
      latest: newest?.latest ?? null,
      hasUnsealedChanges: newest?.digest !== draft.digest,
      ...(problems.get(draft.id) ?? { errorCount: 0, warningCount: 0 }),
      savedAt: draft.savedAt,
      savedBy: draft.savedBy,
      version: lastChange(draft, newest).savedAt.getTime(),
    };
  });
}

/**
 * A draft, or the sealed revision with this number, complete.
 *
 * @param readable the folders that whoever asks may read: what is in others, findings do not say.
 */
export async function showGraph(
  tx: Queries,
  name: string,
  number: number | undefined,
  readable: FolderIds = "all",
): Promise<GraphView> {
  const graph = await graphNamed(tx, name);
  const { revision, file } = await readDraftOrSealed(tx, graph, number);
  const folder = await folderOf(tx, graph);
  const findings =
    revision.number === null
      ? await findingsOfDraft(tx, revision, file, { folder, readable })
      : await seenFindings(tx, revision.findings ?? [], file.content, readable);
  return {
    graphId: graph.id,
    name: graph.name,
    folder,
    revision: revision.number,
    edit: revision.edit,
    digest: revision.digest,
    file: graphFileJson(file),
    findings,
    sealed: revision.number === null ? null : sealedFacts(revision, findings),
    sealedAs: revision.number ?? (await findSealed(tx, graph.id, revision.digest))?.number ?? null,
    revisions: await revisionsOf(tx, graph),
    savedAt: revision.savedAt,
    savedBy: revision.savedBy,
  };
}

/** Which save of a draft is the newest. It is asked often, and reads little. */
export async function newestSave(tx: Queries, name: string): Promise<NewestSave> {
  const graph = await graphNamed(tx, name);
  const draft = await newestSaveOf(tx, graph.id);
  if (draft === null) throw new Error(`Graph ${graph.name} has no draft.`);
  const folder = await folderOf(tx, graph);
  return { graphId: graph.id, folder, ...draft, here: await signOfPresence(tx, graph.id) };
}

/** The name that a graph has now; null where it was deleted, or may not be read. */
export async function nameNow(
  tx: Queries,
  graphId: number,
  readable: FolderIds,
): Promise<{ readonly name: string | null }> {
  const found = await findGraphById(tx, graphId);
  const isShown = found !== null && hasFolder(readable, found.folderId);
  return { name: isShown ? found.name : null };
}

/** The content of a draft, or of a sealed revision. */
export async function draftOrRevision(
  tx: Queries,
  name: string,
  number: number | undefined,
): Promise<{ readonly edit: number; readonly content: GraphContent }> {
  const graph = await graphNamed(tx, name);
  const { revision, file } = await readDraftOrSealed(tx, graph, number);
  return { edit: revision.edit, content: file.content };
}

/** The text of a draft's or a revision's graph file. */
export async function exportGraph(
  tx: Queries,
  name: string,
  number: number | undefined,
): Promise<{ text: string }> {
  const { file } = await fileOf(tx, name, number);
  return { text: writeGraphText(file) };
}

/** What differs between two revisions, or between a revision and the draft if `to` is absent. */
export async function diffGraph(
  tx: Queries,
  name: string,
  a: number | undefined,
  b: number | undefined,
): Promise<GraphDiff> {
  const from = await fileOf(tx, name, a);
  const to = await fileOf(tx, name, b);
  return {
    a: from.label,
    b: to.label,
    edit: to.edit,
    diff: diffContents(from.file.content, to.file.content),
    drawing: diffDrawings(from.file, to.file),
  };
}

async function fileOf(
  tx: Queries,
  name: string,
  number: number | undefined,
): Promise<{ label: string; edit: number; file: GraphFile }> {
  const graph = await graphNamed(tx, name);
  const { revision, file } = await readDraftOrSealed(tx, graph, number);
  const label = revision.number === null ? `${graph.name} (draft)` : `${graph.name}@${revision.number}`;
  return { label, edit: revision.edit, file };
}

/** @param seen the findings of the revision, in their order, as the reader may see them. */
function sealedFacts(row: RevisionRow, seen: readonly Finding[]): SealedFacts {
  const stored = warningsOf(row.findings ?? []);
  const warnings = warningsOf(seen).map(({ code, text, vertices }, place) => {
    const own = stored[place];
    return { code, text, vertices, reason: own === undefined ? null : reasonFor(own, row.reasons ?? []) };
  });
  return { note: row.note, warnings, retired: retirementOf(row) };
}

async function revisionsOf(tx: Queries, graph: GraphRow): Promise<RevisionSummary[]> {
  const rows = await sealedRevisions(tx, graph.id, MAX_SHOWN_REVISIONS);
  return rows.flatMap(({ number, digest, savedAt, savedBy, retiredAt }) =>
    number === null
      ? []
      : [{ number, digest, sealedAt: savedAt, sealedBy: savedBy, isRetired: retiredAt !== null }],
  );
}

/** Those of some folders that are in a folder or below it. */
async function foldersWithin(tx: Queries, folder: string, folders: FolderIds): Promise<FolderIds> {
  if (folder === ROOT) return folders;
  const within = (await listFolderRows(tx)).filter(({ path }) => isWithin(path, folder)).map(({ id }) => id);
  return within.filter((id) => hasFolder(folders, id));
}
