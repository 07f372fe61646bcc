import { findingsOf } from "#engine/check/findings.ts";
import { childFindings } from "#engine/check/findings-children.ts";
import { ringFindings } from "#engine/check/findings-rings.ts";
import { digestOf } from "#engine/graph-file/digest.ts";
import { warningFinding } from "#engine/model/finding.ts";
import type { Finding, GraphContent, GraphFile, VertexSpec } from "#engine/model/graph-content.ts";
import type { Queries } from "#platform/database/db.ts";
import { findGraph } from "#repos/graphs/graph-rows.ts";
import { findRevision, sealedByDigest } from "#repos/graphs/revision-rows.ts";
import { readContent } from "../pipeline-session/revision-content.ts";

/** The file with the digest of every graph that its vertices run, added where the file names only a revision. */
export async function pinChildren(tx: Queries, { content, layout }: GraphFile): Promise<GraphFile> {
  const vertices = new Map<string, VertexSpec>();
  for (const [name, spec] of content.vertices) {
    const { graph } = spec;
    const digest =
      graph === undefined || graph.digest !== undefined ? undefined : await digestNamed(tx, graph);
    const pinned =
      graph === undefined || digest === undefined ? spec : { ...spec, graph: { ...graph, digest } };
    vertices.set(name, pinned);
  }
  return { content: { ...content, vertices }, layout };
}

/** Warns of names that now mean another revision than the pinned one. */
async function renamedFindings(tx: Queries, { vertices }: GraphContent): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [vertex, { graph }] of vertices) {
    if (graph?.digest === undefined) continue;
    const named = await digestNamed(tx, graph);
    if (named === undefined || named === graph.digest) continue;
    const text = `${graph.name}@${graph.revision} is another revision than the one that ${vertex} runs, which is pinned as ${graph.digest.slice(0, 19)}…. Choose it again to run that revision.`;
    findings.push(warningFinding("child-renamed", text, { vertices: [vertex] }));
  }
  return findings;
}

async function digestNamed(
  tx: Queries,
  { name, revision }: NonNullable<VertexSpec["graph"]>,
): Promise<string | undefined> {
  const graph = await findGraph(tx, name);
  return graph === null ? undefined : (await findRevision(tx, graph.id, revision))?.digest;
}

/** The sealed graphs that run below this one, at all levels, by their digests. */
async function sealedBelow(tx: Queries, content: GraphContent): Promise<Map<string, GraphContent>> {
  const children = new Map<string, GraphContent>();
  let missing = digestsIn(content);
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

/** All findings for a graph with pinned children, including those that need the stored graphs. */
export async function findingsIn(tx: Queries, content: GraphContent): Promise<readonly Finding[]> {
  const children = await sealedBelow(tx, content);
  const found = [
    ...findingsOf(content),
    ...childFindings(content, children),
    ...ringFindings(content, children),
    ...(await renamedFindings(tx, content)),
  ];
  return [
    ...found.filter(({ level }) => level === "error"),
    ...found.filter(({ level }) => level === "warning"),
  ];
}
