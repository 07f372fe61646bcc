import { noFields } from "#contract/fields.ts";
import { examineInput } from "#contract/fleet.ts";
import { overviewOf } from "#services/fleet/show-fleet.ts";
import { examinePipelines } from "#services/pipelines/examine-pipelines.ts";
import { query, repeatable, router } from "../init.ts";

export const systemRouter = router({
  overview: query("read")
    .input(noFields)
    .query(({ ctx }) => overviewOf(ctx.database.queries)),
  examine: repeatable("administer")
    .input(examineInput)
    .mutation(({ ctx, input }) => examinePipelines(ctx.database, input.repair, ctx.actor.name)),
});
