import type { z } from "zod";
import type { listPipelinesInput, PipelineList } from "#contract/pipelines/pipeline-list.ts";
import { type FolderIds, hasFolder } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { findTestGraph } from "#repos/graphs/graph-rows.ts";
import { type ListedPipelines, listPipelines } from "#repos/pipelines/pipeline-list-rows.ts";
import { findPipeline } from "#repos/pipelines/pipeline-rows.ts";
import type { PipelineFilter } from "#repos/pipelines/pipeline-walk.ts";
import { graphNamed } from "../../graphs/lookup/graph-named.ts";
import { refuse } from "../../refusals/refused.ts";
import { refuseUnknown } from "../../rights/judge.ts";
import { summariesOf } from "./show-summary.ts";

/** What a list asks for, as the API takes it; `children` may be left out. */
export type ListRequest = Omit<z.output<typeof listPipelinesInput>, "children"> & {
  readonly children?: boolean;
};

/**
 * A page of the pipelines that may be read, newest first. Those after a pipeline are filled up to a whole page where
 * they are the newest.
 *
 * @throws Refused `bad-input` where both ends of the page are named, or tests are asked for without a graph; `not-found`
 *   for a graph.
 */
export async function listPipelineSummaries(
  tx: Queries,
  { before, after, limit, ...asked }: ListRequest,
  folders: FolderIds = "all",
): Promise<PipelineList> {
  if (before !== undefined && after !== undefined)
    return refuse("bad-input", "A page is before a pipeline or after one, not both.");
  const filter = await filterOf(tx, asked, folders);
  if (filter === null) return { pipelines: [], older: null, newer: null, searchedTo: null };
  const found = await listPipelines(tx, filter, { before, after, limit }, folders);
  const isNewest = after !== undefined && !found.hasMore && found.searchedTo === null;
  const whole = isNewest && found.rows.length < limit;
  const shown = whole ? await listPipelines(tx, filter, { limit }, folders) : found;
  return pageOf(tx, shown, whole ? {} : { before, after }, isNewest);
}

async function pageOf(
  tx: Queries,
  { rows, hasMore, searchedTo }: ListedPipelines,
  { before, after }: { readonly before?: number | undefined; readonly after?: number | undefined },
  isNewest: boolean,
): Promise<PipelineList> {
  const [first] = rows;
  const last = rows.at(-1);
  const goesOn = hasMore ? (after === undefined ? last : first)?.pipeline.id : searchedTo;
  const end = searchedTo === null ? null : await findPipeline(tx, searchedTo);
  return {
    pipelines: await summariesOf(tx, rows),
    older: after === undefined ? (goesOn ?? null) : (last?.pipeline.id ?? after + 1),
    newer:
      after !== undefined
        ? isNewest
          ? null
          : (goesOn ?? null)
        : before === undefined
          ? null
          : (first?.pipeline.id ?? before - 1),
    searchedTo: end?.pipeline.launchedAt ?? null,
  };
}

/**
 * Null where a graph was never tested and its tests are asked for.
 *
 * @throws Refused `not-found` where there is no such graph, or it may not be read.
 */
async function filterOf(
  tx: Queries,
  {
    graph: name,
    within,
    children = false,
    tests = false,
    from,
    ...asked
  }: Omit<ListRequest, "before" | "after" | "limit">,
  folders: FolderIds,
): Promise<PipelineFilter | null> {
  // No index has the tests of all graphs, so all pipelines would be looked through.
  if (tests && name === undefined)
    return refuse("bad-input", "Tests are listed for one graph.", { todo: "Name the graph." });
  const graph = name === undefined ? null : await graphNamed(tx, name);
  if (graph !== null && !hasFolder(folders, graph.folderId))
    return refuseUnknown({ kind: "graph", name: name ?? "" });
  const listed = graph !== null && tests ? await findTestGraph(tx, graph.id) : graph;
  if (tests && listed === null) return null;
  const since = within === undefined ? from : new Date(Date.now() - within);
  return { ...asked, graphId: listed?.id, from: since, hasChildren: children, isTest: tests };
}
