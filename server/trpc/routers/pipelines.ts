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
import { change, procedure, router } from "../init.ts";

export const pipelinesRouter = router({
  launchForm: procedure
    .input(launchFormInput)
    .query(({ ctx, input }) => launchFormOf(ctx.database.queries, input.graph, input.revision)),
  launch: change
    .input(launchInput)
    .mutation(({ ctx, input }) => launchPipeline(ctx.database, input, ctx.actor)),
  list: procedure
    .input(listPipelinesInput)
    .query(({ ctx, input }) => listPipelineSummaries(ctx.database.queries, input)),
  show: procedure
    .input(pipelineInput)
    .query(({ ctx, input }) => showPipeline(ctx.database.queries, input.id)),
  design: procedure.input(pipelineInput).query(({ ctx, input }) => designOf(ctx.database.queries, input.id)),
  attempts: procedure
    .input(attemptsInput)
    .query(({ ctx, input }) => listAttempts(ctx.database.queries, input.id, input.vertex)),
  events: procedure
    .input(eventsInput)
    .query(({ ctx, input }) => listEvents(ctx.database.queries, input.id, input.after, input.limit)),
  readLog: procedure.input(readLogInput).query(({ ctx, input }) => readLog(ctx.database.queries, input)),
  watch: procedure.input(watchInput).subscription(async function* ({ ctx, input, signal }) {
    const items = watchPipeline(ctx.feeds, input, signal ?? new AbortController().signal);
    for await (const { cursor, delta } of items) yield tracked(cursor, delta);
  }),
  watchAll: procedure.input(watchAllInput).subscription(async function* ({ ctx, input, signal }) {
    const { watches, lastEventId } = input;
    const end = signal ?? new AbortController().signal;
    for await (const { cursor, item } of watchPipelines(ctx.feeds, watches, lastEventId, end))
      yield tracked(cursor, item);
  }),
  /** The rev and state of one pipeline: whether there is more to follow. */
  summary: procedure
    .input(pipelineInput)
    .query(({ ctx, input }) => showSummary(ctx.database.queries, input.id)),
  afterCancel: procedure
    .input(pipelineInput)
    .query(({ ctx, input }) => foreseeCancel(ctx.database.queries, input.id)),
  cancel: change.input(cancelInput).mutation(async ({ ctx, input }) => {
    await cancelPipeline(ctx.database, input, ctx.actor);
    return showSummary(ctx.database.queries, input.id);
  }),
  pause: change.input(pauseInput).mutation(async ({ ctx, input }) => {
    await setPipelinePaused(ctx.database, { ...input, isPaused: true }, ctx.actor);
    return showSummary(ctx.database.queries, input.id);
  }),
  setPriority: change.input(setPriorityInput).mutation(async ({ ctx, input }) => {
    await setPipelinePriority(ctx.database, input, ctx.actor);
    return showSummary(ctx.database.queries, input.id);
  }),
  undo: change.input(undoInput).mutation(async ({ ctx, input }) => {
    await undoPipeline(ctx.database, input, ctx.actor);
    return showSummary(ctx.database.queries, input.id);
  }),
  resume: change.input(pauseInput).mutation(async ({ ctx, input }) => {
    await setPipelinePaused(ctx.database, { ...input, isPaused: false }, ctx.actor);
    return showSummary(ctx.database.queries, input.id);
  }),
});

export const tracksRouter = router({
  afterRetry: procedure
    .input(afterRetryInput)
    .query(({ ctx, input }) => foreseeRetry(ctx.database.queries, input)),
  retry: change.input(retryTrackInput).mutation(async ({ ctx, input }) => {
    await retryTrack(ctx.database, input, ctx.actor);
    return showSummary(ctx.database.queries, input.id);
  }),
  force: change.input(forceTrackInput).mutation(async ({ ctx, input }) => {
    await forceTrack(ctx.database, input, ctx.actor);
    return showSummary(ctx.database.queries, input.id);
  }),
  set: change.input(setValuesInput).mutation(async ({ ctx, input }) => {
    await setValues(ctx.database, input, ctx.actor);
    return showSummary(ctx.database.queries, input.id);
  }),
  break: change.input(breakInput).mutation(async ({ ctx, input }) => {
    await setBreak(ctx.database, input, ctx.actor);
    return showSummary(ctx.database.queries, input.id);
  }),
});
