import { emptyInput } from "#contract/fields.ts";
import {
  applyGraphInput,
  createGraphInput,
  diffGraphInput,
  listGraphsInput,
  renameGraphInput,
  saveGraphInput,
  sealGraphInput,
  showGraphInput,
} from "#contract/graphs.ts";
import { createExampleGraph } from "#services/graphs/create-example-graph.ts";
import { deleteGraph, renameGraph } from "#services/graphs/rename-graph.ts";
import { applyGraphText, createGraph, saveGraph } from "#services/graphs/save-graph.ts";
import { sealGraph } from "#services/graphs/seal-graph.ts";
import { diffGraph, exportGraph, listGraphs, showGraph } from "#services/graphs/show-graph.ts";
import { change, query, router } from "../init.ts";

export const graphsRouter = router({
  list: query("read")
    .input(listGraphsInput)
    .query(({ ctx, input }) => listGraphs(ctx.database.queries, input.search)),
  show: query("read")
    .input(showGraphInput)
    .query(({ ctx, input }) => showGraph(ctx.database.queries, input.name, input.revision)),
  export: query("read")
    .input(showGraphInput)
    .query(({ ctx, input }) => exportGraph(ctx.database.queries, input.name, input.revision)),
  diff: query("read")
    .input(diffGraphInput)
    .query(({ ctx, input }) => diffGraph(ctx.database.queries, input.name, input.a, input.b)),
  create: change("design")
    .input(createGraphInput)
    .mutation(({ ctx, input }) => createGraph(ctx.database, input.name, ctx.actor.name)),
  createExample: change("design")
    .input(emptyInput)
    .mutation(({ ctx }) => createExampleGraph(ctx.database, ctx.actor.name)),
  // tRPC reserves the name `apply`: a router with such a procedure cannot be built.
  applyText: change("design")
    .input(applyGraphInput)
    .mutation(({ ctx, input }) => applyGraphText(ctx.database, input.text, ctx.actor.name)),
  save: change("design")
    .input(saveGraphInput)
    .mutation(({ ctx, input }) => saveGraph(ctx.database, input, ctx.actor.name)),
  seal: change("design")
    .input(sealGraphInput)
    .mutation(({ ctx, input }) => sealGraph(ctx.database, input, ctx.actor.name)),
  rename: change("design")
    .input(renameGraphInput)
    .mutation(({ ctx, input }) => renameGraph(ctx.database, input.name, input.to)),
  delete: change("design")
    .input(createGraphInput)
    .mutation(({ ctx, input }) => deleteGraph(ctx.database, input.name)),
});
