import { digestOf, vertexDigestOf } from "#engine/graph-file/digest.ts";
import {
  type EdgeSpec,
  type GraphContent,
  type GraphFile,
  type GraphHeader,
  headerOf,
} from "#engine/model/graph-content.ts";
import { itemRules } from "#engine/plan/item-rules.ts";
import { type Plan, planOf } from "#engine/plan/plan.ts";
import { Programs } from "#engine/plan/programs.ts";
import { contentOfItems, type ItemsOf } from "#engine/policies/foreach.ts";
import type { Queries } from "#platform/database/db.ts";
import {
  type EdgeRow,
  edgesOf,
  replaceContent,
  type VertexRow,
  verticesOf,
} from "#repos/graphs/content-rows.ts";
import { findKeptGraph, lastingNameOf } from "#repos/graphs/graph-rows.ts";
import { findRevisionById, type RevisionRow } from "#repos/graphs/revision-rows.ts";
import { itemsOfPipeline, type PipelineRow } from "#repos/pipelines/pipeline-rows.ts";

/**
 * A graph's file, built from a revision's rows. A draft may be saved in between: it is read with its graph's lock, or by
 * `readDraft`.
 */
export async function readContent(tx: Queries, revision: RevisionRow, name: string): Promise<GraphFile> {
  const vertices = await verticesOf(tx, revision.id);
  return fileOfRows(revision, name, vertices, await edgesOf(tx, revision.id));
}

/** A graph's file, from rows that belong together. */
export function fileOfRows(
  revision: Pick<RevisionRow, "header">,
  name: string,
  vertices: readonly VertexRow[],
  edges: readonly EdgeRow[],
): GraphFile {
  const layout = new Map<string, { x: number; y: number }>();
  for (const { name: vertex, x, y } of vertices) if (x !== null && y !== null) layout.set(vertex, { x, y });
  const { annotations, ...header } = revision.header;
  const content: GraphContent = {
    signalbox: 1,
    name,
    ...header,
    vertices: new Map(vertices.map((vertex) => [vertex.name, vertex.spec])),
    edges: edges.map((edge) => edgeSpecOf(edge, vertices)),
  };
  return { content, layout, ...(annotations !== undefined && { annotations }) };
}

function edgeSpecOf(edge: EdgeRow, vertices: readonly VertexRow[]): EdgeSpec {
  const tail = vertices[edge.tail];
  const head = vertices[edge.head];
  // Foreign keys guarantee the ends of an edge. A missing one means that the vertices' numbers have a gap.
  if (tail === undefined || head === undefined)
    throw new Error(`Revision ${edge.revisionId}: the vertices' numbers have a gap at edge ${edge.number}.`);
  return { tail: tail.name, head: head.name, ...edge.spec };
}

/** What a revision's row holds of a file: its header, and its frames and notes. */
export function revisionHeader({
  content,
  annotations,
}: GraphFile): GraphHeader & Pick<GraphFile, "annotations"> {
  return { ...headerOf(content), ...(annotations !== undefined && { annotations }) };
}

/** Writes a graph's vertices, edges and layout as the whole content of a revision. */
export async function writeContent(
  tx: Queries,
  revisionId: number,
  { content, layout }: GraphFile,
  children: ReadonlyMap<string, number> = new Map(),
): Promise<void> {
  const numbers = new Map([...content.vertices.keys()].map((name, number) => [name, number]));
  const numberOf = (name: string): number => {
    const number = numbers.get(name);
    if (number === undefined) throw new RangeError(`An edge names ${name}, which the graph does not have.`);
    return number;
  };
  const vertices = [...content.vertices].map(([name, spec], number) => ({
    number,
    name,
    spec,
    digest: vertexDigestOf(name, spec),
    x: layout.get(name)?.x ?? null,
    y: layout.get(name)?.y ?? null,
    childRevisionId: children.get(name) ?? null,
  }));
  const edges = content.edges.map(({ tail, head, ...spec }, number) => ({
    number,
    tail: numberOf(tail),
    head: numberOf(head),
    spec,
  }));
  await replaceContent(tx, revisionId, vertices, edges);
}

/** A sealed revision, verified against its digest and made ready to run. */
export type SealedPlan = {
  readonly revisionId: number;
  /** Its number: 1, 2, 3 … */
  readonly revision: number;
  readonly digest: string;
  /** As its graph was called when the plan was made: for metrics. */
  readonly graphName: string;
  /** What its graph is called outside of the database, also after a renaming. */
  readonly lastingName: string;
  readonly file: GraphFile;
  readonly plan: Plan;
  /** Its scripts, compiled once. */
  readonly programs: Programs;
  /** Where it runs the items of one vertex: the name of that vertex. */
  readonly itemOf?: string;
};

/** The columns of a pipeline's row that say what it runs. */
export type Running = Pick<PipelineRow, "id" | "revisionId" | "hasItems" | "launchedAt">;

/**
 * What a pipeline runs: its sealed revision, or the items of one vertex of it.
 *
 * @throws Error where the stored content is not what was sealed: it must not run.
 */
export async function planOfPipeline(
  tx: Queries,
  { id, revisionId, hasItems, launchedAt }: Running,
): Promise<SealedPlan> {
  const sealed = await sealedPlan(tx, revisionId);
  if (!hasItems) return sealed;
  // A restored database may give its number to another pipeline.
  return remembered(`items ${id} ${launchedAt.getTime()}`, async () => {
    const items = await itemsOfPipeline(tx, id);
    if (items === null) throw new Error(`Pipeline ${id} runs items, and they are not there.`);
    return planOfItems(sealed, items);
  });
}

/** The plan that runs the items of one vertex of a sealed revision. */
export function planOfItems(sealed: SealedPlan, items: ItemsOf): SealedPlan {
  const { number, names } = items;
  const vertex = sealed.plan.vertices[number];
  if (vertex === undefined)
    throw new RangeError(`Revision ${sealed.revisionId} has no vertex number ${number}.`);
  const file = contentOfItems(sealed.file.content, vertex.spec, items);
  return {
    ...sealed,
    file,
    plan: planOf(file.content, itemRules(vertex.spec, names.length)),
    programs: sealed.programs.ofItems(number, names.length),
    itemOf: vertex.name,
  };
}

/** Sealed revisions never change, so their plans can be cached. 50 plans of 10,000 vertices are about 200 MB. */
const MAX_PLANS = 50;
const plans = new Map<string, SealedPlan>();

/** From the cache, or made and added to it. The least recently used plan is removed. */
async function remembered(key: string, make: () => Promise<SealedPlan>): Promise<SealedPlan> {
  const plan = plans.get(key) ?? (await make());
  plans.delete(key);
  plans.set(key, plan);
  const [oldest] = plans.keys();
  if (plans.size > MAX_PLANS && oldest !== undefined) plans.delete(oldest);
  return plan;
}

/**
 * The plan of a sealed revision, from the cache if it is there.
 *
 * @throws Error where the stored content is not what was sealed: it must not run.
 */
export function sealedPlan(tx: Queries, revisionId: number): Promise<SealedPlan> {
  return remembered(`revision ${revisionId}`, () => readSealed(tx, revisionId));
}

/**
 * Loads the plan of a sealed revision into the cache, with its scripts compiled, so that this is not done while a
 * pipeline is locked.
 *
 * @throws Error as `sealedPlan` does.
 */
export async function prepareSealedPlan(tx: Queries, revisionId: number): Promise<void> {
  (await sealedPlan(tx, revisionId)).programs.prepare();
}

async function readSealed(tx: Queries, revisionId: number): Promise<SealedPlan> {
  const revision = await findRevisionById(tx, revisionId);
  if (revision === null || revision.number === null) throw new Error(`Revision ${revisionId} is not sealed.`);
  // The name is not part of the digest, so that a renamed graph keeps its digests.
  const file = await readContent(tx, revision, "sealed");
  const digest = digestOf(file.content);
  if (digest !== revision.digest)
    throw new Error(
      `Revision ${revisionId} was sealed as ${revision.digest} and now reads as ${digest}: it must not run.`,
    );
  const plan = planOf(file.content);
  const graph = await findKeptGraph(tx, revision.graphId);
  if (graph === null) throw new Error(`Revision ${revisionId} has no graph.`);
  const graphName = graph.deletedAt === null ? graph.name : "(deleted)";
  const lastingName = lastingNameOf(graph);
  const programs = new Programs(plan.vertices.map(({ spec }) => spec));
  return { revisionId, revision: revision.number, digest, graphName, lastingName, file, plan, programs };
}
