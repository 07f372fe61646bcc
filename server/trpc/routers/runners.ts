import { noFields } from "#contract/fields.ts";
import { drainRunnerInput } from "#contract/fleet.ts";
import { bindLabelInput, freeLabelInput } from "#contract/folders.ts";
import { drainRunner, listRunnerViews } from "#services/fleet/show-fleet.ts";
import { bindLabel, freeLabel, listBoundLabels } from "#services/rights/runner-labels.ts";
import { MANY, SERVER } from "../about.ts";
import { change, query, router } from "../init.ts";

export const runnersRouter = router({
  list: query("read", noFields, MANY).query(({ ctx }) =>
    listRunnerViews(ctx.database.queries, ctx.actor.rights),
  ),
  labels: query("read", noFields, MANY).query(({ ctx }) => listBoundLabels(ctx.database.queries, ctx.actor)),
  bindLabel: change("administer", bindLabelInput, SERVER).mutation(({ ctx, input }) =>
    bindLabel(ctx.database.queries, input, ctx.actor),
  ),
  freeLabel: change("administer", freeLabelInput, SERVER).mutation(({ ctx, input }) =>
    freeLabel(ctx.database.queries, input.label),
  ),
  drain: change("administer", drainRunnerInput, SERVER).mutation(({ ctx, input }) =>
    drainRunner(ctx.database.queries, input.name, ctx.actor.rights),
  ),
});
