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
import { change, procedure, router } from "../init.ts";

export const graphsRouter = router({
  list: procedure
    .input(listGraphsInput)
    .query(({ ctx, input }) => listGraphs(ctx.database.queries, input.search)),
  show: procedure
    .input(showGraphInput)
    .query(({ ctx, input }) => showGraph(ctx.database.queries, input.name, input.revision)),
  export: procedure
    .input(showGraphInput)
    .query(({ ctx, input }) => exportGraph(ctx.database.queries, input.name, input.revision)),
  diff: procedure
    .input(diffGraphInput)
    .query(({ ctx, input }) => diffGraph(ctx.database.queries, input.name, input.a, input.b)),
  create: change
    .input(createGraphInput)
    .mutation(({ ctx, input }) => createGraph(ctx.database, input.name, ctx.actor)),
  createExample: change.input(emptyInput).mutation(({ ctx }) => createExampleGraph(ctx.database, ctx.actor)),
  // tRPC reserves the name `apply`: a router with such a procedure cannot be built.
  applyText: change
    .input(applyGraphInput)
    .mutation(({ ctx, input }) => applyGraphText(ctx.database, input.text, ctx.actor)),
  save: change.input(saveGraphInput).mutation(({ ctx, input }) => saveGraph(ctx.database, input, ctx.actor)),
  seal: change.input(sealGraphInput).mutation(({ ctx, input }) => sealGraph(ctx.database, input, ctx.actor)),
  rename: change
    .input(renameGraphInput)
    .mutation(({ ctx, input }) => renameGraph(ctx.database, input.name, input.to)),
  delete: change.input(createGraphInput).mutation(({ ctx, input }) => deleteGraph(ctx.database, input.name)),
});
