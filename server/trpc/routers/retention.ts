import { noFields } from "#contract/fields.ts";
import { previewRetentionInput, runRetentionInput, setRetentionInput } from "#contract/retention.ts";
import { previewRetention } from "#services/retention/preview-retention.ts";
import { setRetention, showRetention } from "#services/retention/retention-settings.ts";
import { runRetention } from "#services/retention/run-retention.ts";
import { MANY, RETENTION } from "../about.ts";
import { change, query, repeatable, router } from "../init.ts";

export const retentionRouter = router({
  show: query("read", noFields, MANY).query(({ ctx }) => showRetention(ctx.database.queries, ctx.actor)),
  preview: query("read", previewRetentionInput, RETENTION).query(({ ctx, input }) =>
    previewRetention(ctx.database.queries, input),
  ),
  set: change("administer", setRetentionInput, RETENTION).mutation(({ ctx, input }) =>
    setRetention(ctx.database, input, ctx.actor),
  ),
  /** Not in one transaction: a small one for each part. */
  run: repeatable("administer", runRetentionInput, RETENTION).mutation(({ ctx, input }) =>
    runRetention(ctx.database, input.graph, ctx.actor),
  ),
});
