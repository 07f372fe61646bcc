import { tracked } from "@trpc/server";
import {
  afterRetryInput,
  attemptsInput,
  breakInput,
  cancelInput,
  eventsInput,
  forceTrackInput,
  launchFormInput,
  launchInput,
  listPipelinesInput,
  pauseInput,
  pipelineInput,
  readLogInput,
  retryTrackInput,
  setPriorityInput,
  setValuesInput,
  undoInput,
} from "#contract/pipelines.ts";
import { watchAllInput, watchInput } from "#contract/watch.ts";
import { readLog } from "#services/logs/read-log.ts";
import { cancelPipeline } from "#services/pipelines/cancel-pipeline.ts";
import { foreseeCancel, foreseeRetry } from "#services/pipelines/foresee.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { setPipelinePaused } from "#services/pipelines/pause-pipeline.ts";
import { setPipelinePriority } from "#services/pipelines/set-priority.ts";
import {
  designOf,
  launchFormOf,
  listAttempts,
  listEvents,
  showPipeline,
} from "#services/pipelines/show-pipeline.ts";
import { listPipelineSummaries, showSummary } from "#services/pipelines/show-summary.ts";
import { undoPipeline } from "#services/pipelines/undo-pipeline.ts";
import { forceTrack } from "#services/tracks/force-track.ts";
import { retryTrack } from "#services/tracks/retry-track.ts";
import { setBreak } from "#services/tracks/set-break.ts";
import { setValues } from "#services/tracks/set-values.ts";
import { watchPipelines } from "#services/watch/watch-all.ts";
import { watchPipeline } from "#services/watch/watch-pipeline.ts";
import { change, query, router } from "../init.ts";
import { streamEnd, throwIfSignedOut } from "../stream-end.ts";

export const pipelinesRouter = router({
  launchForm: query("read")
    .input(launchFormInput)
    .query(({ ctx, input }) => launchFormOf(ctx.database.queries, input.graph, input.revision)),
  launch: change("launch")
    .input(launchInput)
    .mutation(({ ctx, input }) => launchPipeline(ctx.database, input, ctx.actor.name)),
  list: query("read")
    .input(listPipelinesInput)
    .query(({ ctx, input }) => listPipelineSummaries(ctx.database.queries, input)),
  show: query("read")
    .input(pipelineInput)
    .query(({ ctx, input }) => showPipeline(ctx.database.queries, input.id)),
  design: query("read")
    .input(pipelineInput)
    .query(({ ctx, input }) => designOf(ctx.database.queries, input.id)),
  attempts: query("read")
    .input(attemptsInput)
    .query(({ ctx, input }) => listAttempts(ctx.database.queries, input.id, input.vertex)),
  events: query("read")
    .input(eventsInput)
    .query(({ ctx, input }) => listEvents(ctx.database.queries, input.id, input.after, input.limit)),
  readLog: query("read")
    .input(readLogInput)
    .query(({ ctx, input }) => readLog(ctx.database.queries, input)),
  watch: query("read")
    .input(watchInput)
    .subscription(async function* ({ ctx, input, signal }) {
      const end = streamEnd(ctx, signal);
      for await (const { cursor, delta } of watchPipeline(ctx.feeds, input, end))
        yield tracked(cursor, delta);
      throwIfSignedOut(end);
    }),
  watchAll: query("read")
    .input(watchAllInput)
    .subscription(async function* ({ ctx, input, signal }) {
      const { watches, lastEventId } = input;
      const end = streamEnd(ctx, signal);
      for await (const { cursor, item } of watchPipelines(ctx.feeds, watches, lastEventId, end))
        yield tracked(cursor, item);
      throwIfSignedOut(end);
    }),
  /** The rev and state of one pipeline: whether there is more to follow. */
  summary: query("read")
    .input(pipelineInput)
    .query(({ ctx, input }) => showSummary(ctx.database.queries, input.id)),
  afterCancel: query("read")
    .input(pipelineInput)
    .query(({ ctx, input }) => foreseeCancel(ctx.database.queries, input.id)),
  cancel: change("control")
    .input(cancelInput)
    .mutation(async ({ ctx, input }) => {
      await cancelPipeline(ctx.database, input, ctx.actor.name);
      return showSummary(ctx.database.queries, input.id);
    }),
  pause: change("control")
    .input(pauseInput)
    .mutation(async ({ ctx, input }) => {
      await setPipelinePaused(ctx.database, { ...input, isPaused: true }, ctx.actor.name);
      return showSummary(ctx.database.queries, input.id);
    }),
  setPriority: change("control")
    .input(setPriorityInput)
    .mutation(async ({ ctx, input }) => {
      await setPipelinePriority(ctx.database, input, ctx.actor.name);
      return showSummary(ctx.database.queries, input.id);
    }),
  undo: change("control")
    .input(undoInput)
    .mutation(async ({ ctx, input }) => {
      await undoPipeline(ctx.database, input, ctx.actor.name);
      return showSummary(ctx.database.queries, input.id);
    }),
  resume: change("control")
    .input(pauseInput)
    .mutation(async ({ ctx, input }) => {
      await setPipelinePaused(ctx.database, { ...input, isPaused: false }, ctx.actor.name);
      return showSummary(ctx.database.queries, input.id);
    }),
});

export const tracksRouter = router({
  afterRetry: query("read")
    .input(afterRetryInput)
    .query(({ ctx, input }) => foreseeRetry(ctx.database.queries, input)),
  retry: change("control")
    .input(retryTrackInput)
    .mutation(async ({ ctx, input }) => {
      await retryTrack(ctx.database, input, ctx.actor.name);
      return showSummary(ctx.database.queries, input.id);
    }),
  force: change("control")
    .input(forceTrackInput)
    .mutation(async ({ ctx, input }) => {
      await forceTrack(ctx.database, input, ctx.actor.name);
      return showSummary(ctx.database.queries, input.id);
    }),
  set: change("control")
    .input(setValuesInput)
    .mutation(async ({ ctx, input }) => {
      await setValues(ctx.database, input, ctx.actor.name);
      return showSummary(ctx.database.queries, input.id);
    }),
  break: change("control")
    .input(breakInput)
    .mutation(async ({ ctx, input }) => {
      await setBreak(ctx.database, input, ctx.actor.name);
      return showSummary(ctx.database.queries, input.id);
    }),
});
