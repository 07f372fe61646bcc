import { noFields } from "#contract/fields.ts";
import { bindLabelInput, freeLabelInput } from "#contract/folders.ts";
import { drainRunnerInput } from "#contract/runners/fleet.ts";
import { addRunnerTokenInput, revokeRunnerTokenInput } from "#contract/runners/runner-tokens.ts";
import { publicUrl } from "#platform/addresses/public-url.ts";
import { transact } from "#platform/database/db.ts";
import { drainRunner, listRunnerViews } from "#services/fleet/show-fleet.ts";
import {
  addRunnerToken,
  listRunnerTokens,
  revokeRunnerToken,
} from "#services/remote-runners/runner-tokens.ts";
import { bindLabel, freeLabel, listBoundLabels } from "#services/rights/runner-labels.ts";
import { MANY, SERVER } from "../about.ts";
import { change, query, repeatable, router } from "../init.ts";

export const runnersRouter = router({
  list: query("read", noFields, MANY).query(({ ctx }) =>
    listRunnerViews(ctx.database.queries, ctx.actor.rights),
  ),
  labels: query("read", noFields, MANY).query(({ ctx }) => listBoundLabels(ctx.database.queries, ctx.actor)),
  bindLabel: change("administer", bindLabelInput, SERVER).mutation(({ ctx, input }) =>
    bindLabel(ctx.database.queries, input, ctx.actor),
  ),
  freeLabel: change("administer", freeLabelInput, SERVER).mutation(({ ctx, input }) =>
    freeLabel(ctx.database.queries, input.label, ctx.actor),
  ),
  drain: change("administer", drainRunnerInput, SERVER).mutation(({ ctx, input }) =>
    drainRunner(ctx.database.queries, input.name, ctx.actor),
  ),
  tokens: query("administer", noFields, SERVER).query(({ ctx }) => listRunnerTokens(ctx.database.queries)),
  add: repeatable("administer", addRunnerTokenInput, SERVER).mutation(async ({ ctx, input }) => {
    const made = await transact(ctx.database, (tx) => addRunnerToken(tx, input, ctx.actor.name));
    return { ...made, server: publicUrl() };
  }),
  revokeToken: change("administer", revokeRunnerTokenInput, SERVER).mutation(async ({ ctx, input }) => {
    await revokeRunnerToken(ctx.database.queries, input.id, ctx.actor.name);
    return { id: input.id };
  }),
});
