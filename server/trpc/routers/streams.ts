import { noFields } from "#contract/fields.ts";
import { saveStreamInput, streamInput } from "#contract/streams.ts";
import {
  deleteStream,
  lengthOfStream,
  listStreams,
  saveStream,
  showStream,
} from "#services/streams/streams.ts";
import { INSIDE, MANY, STREAM_NAME } from "../about.ts";
import { type Context, change, query, repeatable, router } from "../init.ts";

export const streamsRouter = router({
  list: query("read", noFields, MANY).query(async ({ ctx }) =>
    listStreams(ctx.database.queries, await ctx.readable()),
  ),
  show: query("read", streamInput, STREAM_NAME).query(({ ctx, input }) =>
    showStream(ctx.database.queries, input.name),
  ),
  /** Asks its Redis. */
  length: query("read", streamInput, STREAM_NAME).query(({ ctx, input }) =>
    lengthOfStream(ctx.database.queries, accessOf(ctx), input.name),
  ),
  /** Asks its Redis. */
  save: repeatable("design", saveStreamInput, INSIDE).mutation(({ ctx, input }) =>
    saveStream(ctx.database, accessOf(ctx), input, ctx.actor),
  ),
  delete: change("design", streamInput, STREAM_NAME).mutation(({ ctx, input }) =>
    deleteStream(ctx.database.queries, input.name, ctx.actor),
  ),
});

function accessOf({ secrets, httpAllow = [] }: Pick<Context, "secrets" | "httpAllow">) {
  return { secrets, httpAllow };
}
