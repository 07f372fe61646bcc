import {
  deletePresetInput,
  listPresetsInput,
  savePresetInput,
  showPresetInput,
} from "#contract/pipelines/presets.ts";
import { removePreset, savePreset } from "#services/presets/save-preset.ts";
import { listPresets, showPreset } from "#services/presets/show-presets.ts";
import { GRAPH_FIELD } from "../about.ts";
import { change, query, router } from "../init.ts";

/** One's own presets need the right to launch, shared ones also the right to design. */
export const presetsRouter = router({
  list: query("launch", listPresetsInput, GRAPH_FIELD).query(({ ctx, input }) =>
    listPresets(ctx.database.queries, input.graph, ctx.actor),
  ),
  show: query("launch", showPresetInput, GRAPH_FIELD).query(({ ctx, input }) =>
    showPreset(ctx.database.queries, input, ctx.actor),
  ),
  save: change("launch", savePresetInput, GRAPH_FIELD).mutation(async ({ ctx, input }) => {
    if (input.isShared) await ctx.judge("design", { kind: "graph", name: input.graph });
    return savePreset(ctx.database, input, ctx.actor);
  }),
  delete: change("launch", deletePresetInput, GRAPH_FIELD).mutation(async ({ ctx, input }) => {
    if (input.isShared) await ctx.judge("design", { kind: "graph", name: input.graph });
    return removePreset(ctx.database, input, ctx.actor);
  }),
});
