import { noFields } from "#contract/fields.ts";
import {
  removeStreamInput,
  saveStreamInput,
  streamInput,
  streamStatesInput,
} from "#contract/flow/streams.ts";
import { deadLettersInput, streamEntriesInput, streamEntryInput } from "#contract/stream-entries.ts";
import { listEntries, showEntry } from "#services/streams/read-entries.ts";
import { streamStates } from "#services/streams/stream-states.ts";
import {
  deleteStream,
  lengthOfStream,
  listStreams,
  saveStream,
  showStream,
} from "#services/streams/streams.ts";
import { workLetters } from "#services/streams/work-letters.ts";
import { INSIDE, MANY, STREAM_NAME } from "../../about.ts";
import { type Context, change, query, repeatable, router } from "../../init.ts";

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
  /** What their Redis says of several, each of which may be away. */
  states: query("read", streamStatesInput, MANY).query(({ ctx, input }) =>
    streamStates(ctx.database.queries, accessOf(ctx), input.names, ctx.actor),
  ),
  /** Its newest records, or its dead letters. */
  entries: query("read", streamEntriesInput, STREAM_NAME).query(({ ctx, input }) =>
    listEntries(ctx.database.queries, accessOf(ctx), input),
  ),
  /** One of them with all that it has. */
  entry: query("read", streamEntryInput, STREAM_NAME).query(({ ctx, input }) =>
    showEntry(ctx.database.queries, accessOf(ctx), input),
  ),
  /** Puts the records of dead letters back to the end of the stream. */
  putBack: repeatable("control", deadLettersInput, STREAM_NAME).mutation(({ ctx, input }) =>
    workLetters(ctx.database, accessOf(ctx), "put-back", input, ctx.actor),
  ),
  /** Removes dead letters for good. */
  removeDead: repeatable("control", deadLettersInput, STREAM_NAME).mutation(({ ctx, input }) =>
    workLetters(ctx.database, accessOf(ctx), "remove", input, ctx.actor),
  ),
  /** Asks its Redis. */
  save: repeatable("design", saveStreamInput, INSIDE).mutation(({ ctx, input }) =>
    saveStream(ctx.database, accessOf(ctx), input, ctx.actor),
  ),
  delete: change("design", removeStreamInput, STREAM_NAME).mutation(({ ctx, input }) =>
    deleteStream(ctx.database.queries, input, ctx.actor),
  ),
});

function accessOf({ secrets, httpAllow = [] }: Pick<Context, "secrets" | "httpAllow">) {
  return { secrets, httpAllow };
}
