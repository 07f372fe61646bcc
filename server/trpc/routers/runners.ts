import { drainRunnerInput } from "#contract/fleet.ts";
import { drainRunner, listRunnerViews } from "#services/fleet/show-fleet.ts";
import { procedure, router } from "../init.ts";

export const runnersRouter = router({
  list: procedure.query(({ ctx }) => listRunnerViews(ctx.database.queries)),
  drain: procedure
    .input(drainRunnerInput)
    .mutation(({ ctx, input }) => drainRunner(ctx.database.queries, input.name)),
});
