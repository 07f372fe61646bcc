import { tracked } from "@trpc/server";
import { readAllLogsInput, searchAllLogsInput } from "#contract/logs/all-logs.ts";
import { findLogLineInput } from "#contract/logs/log-lines.ts";
import { attemptInput, attemptsInput } from "#contract/pipelines/attempts.ts";
import {
  comparableInput,
  comparePipelinesInput,
  compareRevisionsInput,
  compareTracksInput,
} from "#contract/pipelines/comparison.ts";
import { forecastInput } from "#contract/pipelines/forecasts.ts";
import { listPipelinesInput } from "#contract/pipelines/pipeline-list.ts";
import {
  acknowledgeInput,
  cancelInput,
  eventsInput,
  launchFormInput,
  launchInput,
  pauseInput,
  pipelineInput,
  readLogInput,
  setPriorityInput,
  trackInput,
  undoInput,
} from "#contract/pipelines/pipelines.ts";
import { previewForceInput, previewInput, retryFailedInput } from "#contract/pipelines/previews.ts";
import { expectedDurationsInput, trackChangesInput } from "#contract/pipelines/timeline.ts";
import {
  breakInput,
  forceTrackInput,
  retryTrackInput,
  setValuesInput,
} from "#contract/pipelines/track-acts.ts";
import { childCountsInput, listTracksInput } from "#contract/pipelines/track-list.ts";
import { watchAllInput, watchInput } from "#contract/pipelines/watch.ts";
import { byOf } from "#services/approvals/by.ts";
import { noteDecider } from "#services/approvals/note-launcher.ts";
import { forecastLaunch } from "#services/forecast/forecast-launch.ts";
import { readAllLogs } from "#services/logs/read-all-logs.ts";
import { findLogLine, readLog } from "#services/logs/read-log.ts";
import { searchAllLogs } from "#services/logs/search-all-logs.ts";
import { acknowledgePipeline } from "#services/pipelines/acknowledge-pipeline.ts";
import { cancelPipeline } from "#services/pipelines/cancel-pipeline.ts";
import { foreseeAct, foreseeCancel } from "#services/pipelines/foresee.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { launchedValues } from "#services/pipelines/launched-values.ts";
import { setPipelinePaused } from "#services/pipelines/pause-pipeline.ts";
import {
  comparableOf,
  comparePipelinesWith,
  compareRevisions,
} from "#services/pipelines/read/compare-pipelines.ts";
import { compareTracks } from "#services/pipelines/read/compare-tracks.ts";
import { listPipelineSummaries } from "#services/pipelines/read/list-pipelines.ts";
import { listTrackPrompts } from "#services/pipelines/read/list-track-prompts.ts";
import { countChildren, listTracks } from "#services/pipelines/read/list-tracks.ts";
import { otherFolders } from "#services/pipelines/read/other-folders.ts";
import { designOf, launchFormOf, listEvents, showPipeline } from "#services/pipelines/read/show-pipeline.ts";
import { showSummary } from "#services/pipelines/read/show-summary.ts";
import { listExpectedDurations, listTrackChanges } from "#services/pipelines/read/show-timeline.ts";
import { setPipelinePriority } from "#services/pipelines/set-priority.ts";
import { undoPipeline } from "#services/pipelines/undo-pipeline.ts";
import { isAllowed } from "#services/rights/judge.ts";
import { forceTrack } from "#services/tracks/force-track.ts";
import { foreseeForce } from "#services/tracks/foresee-force.ts";
import { listAttempts, showAttempt } from "#services/tracks/list-attempts.ts";
import { retryFailed } from "#services/tracks/retry-failed.ts";
import { retryTrack } from "#services/tracks/retry-track.ts";
import { setBreak } from "#services/tracks/set-break.ts";
import { setValues } from "#services/tracks/set-values.ts";
import { watchPipelines } from "#services/watch/watch-all.ts";
import { watchPipeline } from "#services/watch/watch-pipeline.ts";
import { GRAPH_FIELD, INSIDE, LAUNCH, MANY, PIPELINE } from "../about.ts";
import { change, query, repeatable, router } from "../init.ts";
import { guardStream, throwIfRefused } from "../stream-end.ts";

export const pipelinesRouter = router({
  launchForm: query("read", launchFormInput, GRAPH_FIELD).query(({ ctx, input }) =>
    launchFormOf(ctx.database.queries, input.graph, input.revision),
  ),
  launch: change("launch", launchInput, LAUNCH).mutation(async ({ ctx, input }) => {
    const graph = { kind: "graph", name: input.graph } as const;
    const mayDesign = await isAllowed(ctx.database.queries, ctx.actor, "design", graph);
    return launchPipeline(ctx.database, input, byOf(ctx.actor), await ctx.readable(), mayDesign);
  }),
  /** It changes nothing. It is no query because the values may be longer than an address can be. */
  forecast: repeatable("launch", forecastInput, GRAPH_FIELD).mutation(async ({ ctx, input }) =>
    forecastLaunch(ctx.database.queries, input, ctx.actor.name, await ctx.readable()),
  ),
  list: query("read", listPipelinesInput, MANY).query(async ({ ctx, input }) =>
    listPipelineSummaries(ctx.database.queries, input, await ctx.readable()),
  ),
  show: query("read", pipelineInput, PIPELINE).query(({ ctx, input }) =>
    showPipeline(ctx.database.queries, input.id),
  ),
  design: query("read", pipelineInput, PIPELINE).query(({ ctx, input }) =>
    designOf(ctx.database.queries, input.id),
  ),
  attempts: query("read", attemptsInput, PIPELINE).query(({ ctx, input }) =>
    listAttempts(ctx.database.queries, input.id, input.vertex, input.before),
  ),
  attempt: query("read", attemptInput, PIPELINE).query(({ ctx, input }) =>
    showAttempt(ctx.database.queries, input.id, input.vertex, input.attempt),
  ),
  trackPrompts: query("read", trackInput, PIPELINE).query(({ ctx, input }) =>
    listTrackPrompts(ctx.database.queries, input.id, input.vertex),
  ),
  events: query("read", eventsInput, PIPELINE).query(({ ctx, input }) =>
    listEvents(ctx.database.queries, input.id, input.after, input.limit),
  ),
  trackChanges: query("read", trackChangesInput, PIPELINE).query(({ ctx, input }) =>
    listTrackChanges(ctx.database.queries, input.id, input.after, input.limit),
  ),
  tracks: query("read", listTracksInput, PIPELINE).query(({ ctx, input: { id, ...input } }) => {
    const { after = null, at = null } = input;
    return listTracks(ctx.database.queries, id, { ...input, after, at });
  }),
  childCounts: query("read", childCountsInput, PIPELINE).query(async ({ ctx, input }) =>
    countChildren(ctx.database.queries, input.id, await ctx.readable()),
  ),
  otherFolders: query("read", pipelineInput, PIPELINE).query(async ({ ctx, input }) =>
    otherFolders(ctx.database.queries, input.id, await ctx.readable()),
  ),
  expectedDurations: query("read", expectedDurationsInput, PIPELINE).query(({ ctx, input }) =>
    listExpectedDurations(ctx.database.queries, input.id),
  ),
  readLog: query("read", readLogInput, PIPELINE).query(({ ctx, input }) =>
    readLog(ctx.database.queries, input),
  ),
  readAllLogs: query("read", readAllLogsInput, PIPELINE).query(
    async ({ ctx, input: { isWithChildren, ...input } }) =>
      readAllLogs(ctx.database.queries, input, isWithChildren ? await ctx.readable() : null),
  ),
  searchAllLogs: query("read", searchAllLogsInput, PIPELINE).query(
    async ({ ctx, input: { isWithChildren, ...input } }) => {
      const folders = isWithChildren ? await ctx.readable() : null;
      return searchAllLogs(ctx.database.queries, { ...input, folders });
    },
  ),
  findLogLine: query("read", findLogLineInput, PIPELINE).query(({ ctx, input }) =>
    findLogLine(ctx.database.queries, input),
  ),
  watch: query("read", watchInput, PIPELINE).subscription(async function* ({ ctx, input, signal }) {
    const guard = guardStream(ctx, signal);
    const { signal: end, close } = await guard.follow(input.id);
    try {
      for await (const { cursor, delta } of watchPipeline(ctx.feeds, input, end))
        yield tracked(cursor, delta);
      throwIfRefused(end);
    } finally {
      close();
    }
  }),
  watchAll: query("read", watchAllInput, INSIDE).subscription(async function* ({ ctx, input, signal }) {
    const { watches, lastEventId } = input;
    const { end, follow } = guardStream(ctx, signal);
    for await (const { cursor, item } of watchPipelines(ctx.feeds, watches, lastEventId, end, follow))
      yield tracked(cursor, item);
    throwIfRefused(end);
  }),
  /** The rev and state of one pipeline: whether there is more to follow. */
  summary: query("read", pipelineInput, PIPELINE).query(({ ctx, input }) =>
    showSummary(ctx.database.queries, input.id),
  ),
  afterCancel: query("read", pipelineInput, PIPELINE).query(({ ctx, input }) =>
    foreseeCancel(ctx.database.queries, input.id),
  ),
  preview: query("read", previewInput, PIPELINE).query(({ ctx, input }) =>
    foreseeAct(ctx.database.queries, input),
  ),
  launchedValues: query("read", pipelineInput, PIPELINE).query(({ ctx, input }) =>
    launchedValues(ctx.database.queries, input.id),
  ),
  comparable: query("read", comparableInput, PIPELINE).query(({ ctx, input }) =>
    comparableOf(ctx.database.queries, input.id),
  ),
  compare: query("read", comparePipelinesInput, PIPELINE).query(async ({ ctx, input }) => {
    await ctx.judge("read", { kind: "pipeline", id: input.with });
    return comparePipelinesWith(ctx.database.queries, input);
  }),
  compareTracks: query("read", compareTracksInput, PIPELINE).query(async ({ ctx, input }) => {
    await ctx.judge("read", { kind: "pipeline", id: input.with });
    return compareTracks(ctx.database.queries, input);
  }),
  compareRevisions: query("read", compareRevisionsInput, PIPELINE).query(async ({ ctx, input }) => {
    await ctx.judge("read", { kind: "pipeline", id: input.with });
    return compareRevisions(ctx.database.queries, input);
  }),
  retryFailed: change("control", retryFailedInput, PIPELINE).mutation(async ({ ctx, input }) => {
    const result = await retryFailed(ctx.database, input, ctx.actor.name);
    await noteDecider(ctx.database.queries, input.id, ctx.actor);
    return { ...result, pipeline: await showSummary(ctx.database.queries, input.id) };
  }),
  cancel: change("control", cancelInput, PIPELINE).mutation(async ({ ctx, input }) => {
    await cancelPipeline(ctx.database, input, ctx.actor.name);
    return showSummary(ctx.database.queries, input.id);
  }),
  pause: change("control", pauseInput, PIPELINE).mutation(async ({ ctx, input }) => {
    await setPipelinePaused(ctx.database, { ...input, isPaused: true }, ctx.actor.name);
    return showSummary(ctx.database.queries, input.id);
  }),
  acknowledge: change("control", acknowledgeInput, PIPELINE).mutation(async ({ ctx, input }) => {
    await acknowledgePipeline(ctx.database, input, ctx.actor.name);
    return showSummary(ctx.database.queries, input.id);
  }),
  setPriority: change("control", setPriorityInput, PIPELINE).mutation(async ({ ctx, input }) => {
    await setPipelinePriority(ctx.database, input, ctx.actor.name);
    return showSummary(ctx.database.queries, input.id);
  }),
  undo: change("control", undoInput, PIPELINE).mutation(async ({ ctx, input }) => {
    await undoPipeline(ctx.database, input, ctx.actor.name);
    await noteDecider(ctx.database.queries, input.id, ctx.actor);
    return showSummary(ctx.database.queries, input.id);
  }),
  resume: change("control", pauseInput, PIPELINE).mutation(async ({ ctx, input }) => {
    await setPipelinePaused(ctx.database, { ...input, isPaused: false }, ctx.actor.name);
    return showSummary(ctx.database.queries, input.id);
  }),
});

export const tracksRouter = router({
  retry: change("control", retryTrackInput, PIPELINE).mutation(async ({ ctx, input }) => {
    await retryTrack(ctx.database, input, ctx.actor.name);
    await noteDecider(ctx.database.queries, input.id, ctx.actor);
    return showSummary(ctx.database.queries, input.id);
  }),
  force: change("control", forceTrackInput, PIPELINE).mutation(async ({ ctx, input }) => {
    await forceTrack(ctx.database, input, ctx.actor.name);
    await noteDecider(ctx.database.queries, input.id, ctx.actor);
    return showSummary(ctx.database.queries, input.id);
  }),
  previewForce: repeatable("control", previewForceInput, PIPELINE).mutation(({ ctx, input }) =>
    foreseeForce(ctx.database.queries, input, ctx.actor.name),
  ),
  set: change("control", setValuesInput, PIPELINE).mutation(async ({ ctx, input }) => {
    await setValues(ctx.database, input, ctx.actor.name);
    await noteDecider(ctx.database.queries, input.id, ctx.actor);
    return showSummary(ctx.database.queries, input.id);
  }),
  break: change("control", breakInput, PIPELINE).mutation(async ({ ctx, input }) => {
    await setBreak(ctx.database, input, ctx.actor.name);
    return showSummary(ctx.database.queries, input.id);
  }),
});
