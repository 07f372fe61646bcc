import { noFields } from "#contract/fields.ts";
import {
  applyGraphInput,
  checkScriptsInput,
  checkTransfersInput,
  createExampleInput,
  createGraphInput,
  deleteGraphInput,
  diffGraphInput,
  graphIdInput,
  graphInput,
  listGraphsInput,
  moveGraphInput,
  renameGraphInput,
  saveGraphInput,
  showGraphInput,
} from "#contract/graphs/graphs.ts";
import { sealGraphInput } from "#contract/graphs/revisions.ts";
import { graphHistoryInput } from "#contract/pipelines/graph-history.ts";
import { testVertexInput } from "#contract/pipelines/vertex-tests.ts";
import { hereInput } from "#contract/presence.ts";
import { byOf } from "#services/approvals/by.ts";
import { applyGraph } from "#services/graphs/apply-graph.ts";
import { createExampleGraph } from "#services/graphs/create-example-graph.ts";
import { deleteGraph } from "#services/graphs/delete-graph.ts";
import { moveGraph } from "#services/graphs/folder-of-graph.ts";
import { noteTab } from "#services/graphs/presence.ts";
import { renameGraph } from "#services/graphs/rename-graph.ts";
import { createGraph, saveGraph } from "#services/graphs/save-graph.ts";
import { sealGraph } from "#services/graphs/seal-graph.ts";
import {
  diffGraph,
  exportGraph,
  listGraphs,
  nameNow,
  newestSave,
  showGraph,
} from "#services/graphs/show-graph.ts";
import { graphHistory } from "#services/history/graph-history.ts";
import { expectPerson } from "#services/people/expect-person.ts";
import { keptFolderAt } from "#services/rights/folders.ts";
import { checkGraphScripts } from "#services/script-checks/check-graph-scripts.ts";
import { listTemplates } from "#services/templates/list-templates.ts";
import { checkGraphTransfers } from "#services/transfer-ends/check-graph-transfers.ts";
import { testVertex } from "#services/vertex-tests/test-vertex.ts";
import { FOLDER, GRAPH, INSIDE, MANY, ONESELF } from "../about.ts";
import { change, query, repeatable, router } from "../init.ts";

export const graphsRouter = router({
  list: query("read", listGraphsInput, MANY).query(async ({ ctx, input }) =>
    listGraphs(ctx.database.queries, input, await ctx.readable()),
  ),
  show: query("read", showGraphInput, GRAPH).query(async ({ ctx, input }) =>
    showGraph(ctx.database.queries, input.name, input.revision, await ctx.readable()),
  ),
  /** What the shell and shellcheck of this server say of its scripts. Nothing is executed. */
  checkScripts: query("read", checkScriptsInput, GRAPH).query(({ ctx, input }) =>
    checkGraphScripts(ctx.database, input.name, input.revision),
  ),
  /** What the servers of its transfers say of what is read and written there. Nothing is written. */
  checkTransfers: query("design", checkTransfersInput, GRAPH).query(async ({ ctx, input }) => {
    const access = { box: await ctx.secrets(), httpAllow: ctx.httpAllow ?? [] };
    return checkGraphTransfers(ctx.database, access, input.name, input.revision);
  }),
  newestSave: query("read", graphInput, GRAPH).query(({ ctx, input }) =>
    newestSave(ctx.database.queries, input.name),
  ),
  nameNow: query("read", graphIdInput, MANY).query(async ({ ctx, input }) =>
    nameNow(ctx.database.queries, input.graphId, await ctx.readable()),
  ),
  /** A tab says that it has the draft open, and is told who else has. */
  here: repeatable("read", hereInput, GRAPH).mutation(async ({ ctx, input }) => {
    const { answer, isNews } = await noteTab(ctx.database, input, ctx.actor);
    if (isNews) ctx.feeds.anyChange.look();
    return answer;
  }),
  /** They come with the product, and are the same for everybody. */
  templates: query("any", noFields, ONESELF).query(listTemplates),
  /** Its last pipelines, and what became of its vertices in each. */
  history: query("read", graphHistoryInput, GRAPH).query(({ ctx, input }) =>
    graphHistory(ctx.database.queries, input),
  ),
  export: query("read", showGraphInput, GRAPH).query(({ ctx, input }) =>
    exportGraph(ctx.database.queries, input.name, input.revision),
  ),
  diff: query("read", diffGraphInput, GRAPH).query(({ ctx, input }) =>
    diffGraph(ctx.database.queries, input.name, input.a, input.b),
  ),
  create: change("design", createGraphInput, FOLDER).mutation(async ({ ctx, input }) =>
    createGraph(ctx.database, input, ctx.actor.name, {
      readable: await ctx.readable(),
      folderId: (await keptFolderAt(ctx.database.queries, input.folder)).id,
    }),
  ),
  createExample: change("design", createExampleInput, FOLDER).mutation(async ({ ctx, input }) =>
    createExampleGraph(ctx.database, ctx.actor.name, {
      readable: await ctx.readable(),
      folderId: (await keptFolderAt(ctx.database.queries, input.folder)).id,
    }),
  ),
  // tRPC reserves the name `apply`: a router with such a procedure cannot be built.
  applyText: change("design", applyGraphInput, INSIDE).mutation(({ ctx, input }) =>
    applyGraph(ctx.database, input, ctx.actor),
  ),
  save: change("design", saveGraphInput, GRAPH).mutation(async ({ ctx, input }) => {
    expectPerson(ctx.actor, input.person);
    return saveGraph(ctx.database, input, ctx.actor.name, { readable: await ctx.readable() });
  }),
  seal: change("design", sealGraphInput, GRAPH).mutation(async ({ ctx, input }) =>
    sealGraph(ctx.database, input, byOf(ctx.actor), await ctx.readable()),
  ),
  /** Runs what a draft says, so both rights are needed. */
  test: change("design", testVertexInput, GRAPH).mutation(async ({ ctx, input }) => {
    await ctx.judge("launch", { kind: "graph", name: input.name });
    return testVertex(ctx.database, input, byOf(ctx.actor), await ctx.readable());
  }),
  rename: change("design", renameGraphInput, GRAPH).mutation(({ ctx, input }) =>
    renameGraph(ctx.database, input, ctx.actor),
  ),
  move: change("design", moveGraphInput, GRAPH).mutation(async ({ ctx, input }) => {
    await ctx.judge("design", { kind: "folder", path: input.folder });
    return moveGraph(ctx.database, input, ctx.actor);
  }),
  delete: change("design", deleteGraphInput, GRAPH).mutation(({ ctx, input }) =>
    deleteGraph(ctx.database, input, ctx.actor),
  ),
});
