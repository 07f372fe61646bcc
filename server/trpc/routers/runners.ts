import { noFields } from "#contract/fields.ts";
import { drainRunnerInput } from "#contract/fleet.ts";
import { drainRunner, listRunnerViews } from "#services/fleet/show-fleet.ts";
import { change, query, router } from "../init.ts";

export const runnersRouter = router({
  list: query("read")
    .input(noFields)
    .query(({ ctx }) => listRunnerViews(ctx.database.queries)),
  drain: change("administer")
    .input(drainRunnerInput)
    .mutation(({ ctx, input }) => drainRunner(ctx.database.queries, input.name)),
});
