import { noFields } from "#contract/fields.ts";
import { examineInput } from "#contract/runners/fleet.ts";
import { publicUrl } from "#platform/addresses/public-url.ts";
import { overviewOf } from "#services/fleet/show-fleet.ts";
import { examinePipelines } from "#services/pipelines/examine-pipelines.ts";
import { listCheckers } from "#services/script-checks/list-checkers.ts";
import { MANY, ONESELF, SERVER } from "../about.ts";
import { query, repeatable, router } from "../init.ts";

export const systemRouter = router({
  overview: query("read", noFields, MANY).query(async ({ ctx }) =>
    overviewOf(ctx.database.queries, await ctx.readable()),
  ),
  /** Where the server is, for what a command line writes that reaches it by its socket. */
  address: query("any", noFields, ONESELF).query(() => ({ url: publicUrl() })),
  /** The programs with which this server reads scripts, the same for everybody. */
  checkers: query("any", noFields, ONESELF).query(() => listCheckers()),
  examine: repeatable("administer", examineInput, SERVER).mutation(({ ctx, input }) =>
    examinePipelines(ctx.database, input.repair, ctx.actor.name),
  ),
});
