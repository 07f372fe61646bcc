import { findingsOf } from "#engine/check/findings.ts";
import { childFindings } from "#engine/check/findings-children.ts";
import { ringFindings } from "#engine/check/findings-rings.ts";
import { digestOf } from "#engine/graph-file/digest.ts";
import { warningFinding, worstFirst } from "#engine/model/finding.ts";
import type { Finding, GraphContent, GraphFile, VertexSpec } from "#engine/model/graph-content.ts";
import { type FolderIds, hasFolder } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { childSpecsOf } from "#repos/graphs/content-rows.ts";
import { findGraph, graphKey } from "#repos/graphs/graph-rows.ts";
import {
  findRevision,
  type RevisionRow,
  type SealedCopy,
  sealedByDigest,
  sealedCopies,
} from "#repos/graphs/revision-rows.ts";
import { readContent } from "../../pipeline-session/read/revision-content.ts";
import { assigneeFindings } from "./assignee-findings.ts";
import { folderFindings } from "./folder-findings.ts";

/**
 * The file with the digest of every graph that its vertices run, added where the file names only a revision. The same file
 * where there is none to add.
 *
 * @param readable the folders that whoever saves may read: a graph of another one is none for them.
 */
export async function pinChildren(tx: Queries, file: GraphFile, readable: FolderIds): Promise<GraphFile> {
  const pinned = new Map<string, VertexSpec>();
  for (const [name, spec] of file.content.vertices) {
    const { graph } = spec;
    if (graph === undefined || graph.digest !== undefined) continue;
    const digest = await digestNamed(tx, graph, readable);
    if (digest !== undefined) pinned.set(name, { ...spec, graph: { ...graph, digest } });
  }
  if (pinned.size === 0) return file;
  const vertices = new Map(
    [...file.content.vertices].map(([name, spec]) => [name, pinned.get(name) ?? spec] as const),
  );
  return { ...file, content: { ...file.content, vertices } };
}

/** Warns of names that now mean another revision than the pinned one, and of pinned revisions that are retired. */
async function pinFindings(tx: Queries, { vertices }: GraphContent, readable: FolderIds): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [vertex, { graph }] of vertices) {
    if (graph?.digest === undefined) continue;
    const named = await rowNamed(tx, graph, readable);
    if (named === undefined) continue;
    if (named.digest === graph.digest) {
      findings.push(...retiredFindings(vertex, graph, named));
      continue;
    }
    const text = `${graph.name}@${graph.revision} is another revision than the one that ${vertex} runs, which is pinned as ${graph.digest.slice(0, 19)}…. Choose it again to run that revision.`;
    findings.push(warningFinding("child-renamed", text, { vertices: [vertex] }));
  }
  return findings;
}

/** What is pinned runs all the same. Its text is kept with the draft, so it does not say why, or by whom. */
export function retiredFindings(
  vertex: string,
  { name, revision }: NonNullable<VertexSpec["graph"]>,
  { retiredAt }: Pick<RevisionRow, "retiredAt">,
): Finding[] {
  if (retiredAt === null) return [];
  const text = `${name}@${revision}, which ${vertex} runs, is retired. It runs all the same: choose a newer revision.`;
  return [warningFinding("child-retired", text, { vertices: [vertex] })];
}

async function digestNamed(
  tx: Queries,
  graph: NonNullable<VertexSpec["graph"]>,
  readable: FolderIds,
): Promise<string | undefined> {
  return (await rowNamed(tx, graph, readable))?.digest;
}

async function rowNamed(
  tx: Queries,
  { name, revision }: NonNullable<VertexSpec["graph"]>,
  readable: FolderIds,
): Promise<RevisionRow | undefined> {
  const graph = await findGraph(tx, name);
  const isSeen = graph !== null && hasFolder(readable, graph.folderId);
  return !isSeen ? undefined : ((await findRevision(tx, graph.id, revision)) ?? undefined);
}

/**
 * The revision that each vertex of a graph that is sealed runs, by the vertex's name: where several have its content, the one that
 * its draft ran, or that it names, or else the one that was sealed first. Only graphs that may be read count.
 *
 * @param draftId the draft that is sealed.
 */
export async function childrenOf(
  tx: Queries,
  content: GraphContent,
  readable: FolderIds,
  draftId: number | null = null,
): Promise<Map<string, number>> {
  const copies = await sealedCopies(tx, [...new Set(digestsIn(content))], readable);
  const known = draftId === null ? new Map<string, number>() : await childrenKnown(tx, draftId);
  return chosenChildren(content, (graph) => {
    const same = copies.filter(({ digest }) => digest === graph.digest);
    return chosenCopy(graph, same, known) ?? same[0];
  });
}

/**
 * The revisions that the vertices of a draft run, whoever may read them. A graph may have another name by now: what ran a revision
 * still does. Where it is not certain which of several is meant, there is none: a wrong graph would be told that it is run.
 */
export async function childrenOfDraft(
  tx: Queries,
  content: GraphContent,
  draftId: number,
): Promise<Map<string, number>> {
  const copies = await sealedCopies(tx, [...new Set(digestsIn(content))], "all");
  const known = await childrenKnown(tx, draftId);
  return chosenChildren(content, (graph) =>
    chosenCopy(
      graph,
      copies.filter(({ digest }) => digest === graph.digest),
      known,
    ),
  );
}

type GraphRef = NonNullable<VertexSpec["graph"]>;

function chosenChildren(
  { vertices }: GraphContent,
  copyOf: (graph: GraphRef) => SealedCopy | undefined,
): Map<string, number> {
  const children = new Map<string, number>();
  for (const [name, { graph }] of vertices) {
    const chosen = graph === undefined ? undefined : copyOf(graph);
    if (chosen !== undefined) children.set(name, chosen.id);
  }
  return children;
}

function chosenCopy(
  graph: GraphRef,
  same: readonly SealedCopy[],
  known: ReadonlyMap<string, number>,
): SealedCopy | undefined {
  const before = known.get(keyOf(graph));
  const chosen =
    same.find(({ id }) => id === before) ??
    same.find((copy) => graphKey(copy.graph) === graphKey(graph.name));
  if (chosen !== undefined) return chosen;
  const numbered = same.filter(({ number }) => number === graph.revision);
  return numbered.length === 1 ? numbered[0] : undefined;
}

/** What the vertices of a draft run as it is stored, by how they name it: a vertex may have another name since then. */
async function childrenKnown(tx: Queries, draftId: number): Promise<Map<string, number>> {
  const rows = await childSpecsOf(tx, draftId);
  return new Map(
    rows.flatMap(({ spec, id }) => (spec.graph === undefined ? [] : [[keyOf(spec.graph), id] as const])),
  );
}

function keyOf({ name, revision, digest = "" }: GraphRef): string {
  return `${graphKey(name)} ${revision} ${digest}`;
}

/**
 * The sealed graphs that run below this one, at all levels, by their digests. The topmost ones must be readable; whoever
 * sealed those could read what is below.
 */
async function sealedBelow(
  tx: Queries,
  content: GraphContent,
  readable: FolderIds,
): Promise<Map<string, GraphContent>> {
  const children = new Map<string, GraphContent>();
  const copies = await sealedCopies(tx, [...new Set(digestsIn(content))], readable);
  let missing = copies.map(({ digest }) => digest);
  while (missing.length > 0) {
    const found = await sealedByDigest(tx, [...new Set(missing)]);
    missing = [];
    for (const [digest, row] of found) {
      const child = (await readContent(tx, row, "sealed")).content;
      if (digestOf(child) !== digest) continue;
      children.set(digest, child);
      missing.push(...digestsIn(child));
    }
    missing = missing.filter((digest) => !children.has(digest));
  }
  return children;
}

function digestsIn({ vertices }: GraphContent): string[] {
  return [...vertices.values()].flatMap(({ graph }) => graph?.digest ?? []);
}

/**
 * All findings for a graph with pinned children, including those that need the stored graphs, secrets and labels.
 *
 * @param place `folder`: the graph's; `readable`: what whoever asks may read.
 */
export async function findingsIn(
  tx: Queries,
  content: GraphContent,
  { folder, readable }: { readonly folder: string; readonly readable: FolderIds },
): Promise<readonly Finding[]> {
  const children = await sealedBelow(tx, content, readable);
  return worstFirst([
    ...findingsOf(content),
    ...childFindings(content, children),
    ...ringFindings(content, children),
    ...(await pinFindings(tx, content, readable)),
    ...(await folderFindings(tx, content, folder)),
    ...(await assigneeFindings(tx, content)),
  ]);
}
