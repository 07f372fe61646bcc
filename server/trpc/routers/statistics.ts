import { statisticsInput } from "#contract/pipelines/statistics.ts";
import { traceSettings } from "#platform/settings/trace-settings.ts";
import { showStatistics } from "#services/metrics/show-statistics.ts";
import { MANY } from "../about.ts";
import { query, router } from "../init.ts";

export const statisticsRouter = router({
  show: query("read", statisticsInput, MANY).query(async ({ ctx, input }) => ({
    ...(await showStatistics(ctx.database.queries, input, await ctx.readable())),
    hasTraces: traceSettings() !== null,
  })),
});
