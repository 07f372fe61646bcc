import { noFields } from "#contract/fields.ts";
import { examineInput } from "#contract/fleet.ts";
import { overviewOf } from "#services/fleet/show-fleet.ts";
import { examinePipelines } from "#services/pipelines/examine-pipelines.ts";
import { procedure, repeatable, router } from "../init.ts";

export const systemRouter = router({
  overview: procedure.input(noFields).query(({ ctx }) => overviewOf(ctx.database.queries)),
  examine: repeatable
    .input(examineInput)
    .mutation(({ ctx, input }) => examinePipelines(ctx.database, input.repair, ctx.actor)),
});
