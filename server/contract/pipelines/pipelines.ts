import { z } from "zod";
import type { LogPiece } from "#engine/log/log-lines.ts";
import type { InputSpec, Json } from "#engine/model/graph-content.ts";
import type { PipelineState } from "#engine/model/pipeline.ts";
import type { Sleep, TrackState } from "#engine/model/track.ts";
import type { FailedItems } from "#engine/plan/failed-items.ts";
import { MAX_PRIORITY } from "#engine/shape/fields/fields.ts";
import type { LaunchLabels } from "#engine/shape/launch-labels.ts";
import { fields, graphName, plainText, vertexName } from "../fields.ts";
import { launchLabels } from "../labels.ts";
import { namedValues, valuesByVertex } from "../values.ts";
import type { LogAbsence } from "./log-absence.ts";

const pipelineId = z.int().min(1);
const reason = plainText.max(1_000);
/** Added to the priority of each vertex: smaller goes first. */
const priority = z.int().min(-MAX_PRIORITY).max(MAX_PRIORITY);

export const launchFormInput = fields({ graph: graphName, revision: z.int().min(1).optional() });
/** Without `revision` the draft is launched: its check must hold, and it is sealed in the same act. */
export const launchInput = fields({
  graph: graphName,
  revision: z.int().min(1).optional(),
  /** Of a draft: the save that was looked at. Where another one is there by now, nothing is launched. */
  edit: z.int().min(0).optional(),
  params: namedValues.default({}),
  /** Vertex → input → value. */
  inputs: valuesByVertex.default({}),
  name: plainText.max(200).optional(),
  /** Said twice, launched once. */
  key: plainText.min(1).max(200).optional(),
  /** Vertices that stop before they begin. */
  breaks: z.array(vertexName).max(10_000).optional(),
  priority: priority.optional(),
  /** To find its pipeline by. */
  labels: launchLabels.optional(),
  /** It begins at this vertex: all vertices that are not behind it are skipped. */
  from: vertexName.optional(),
  /** Vertices that are skipped. */
  skips: z.array(vertexName).max(10_000).optional(),
});
/** With `from` only that vertex and what is behind it is undone, and then runs again. */
export const undoInput = fields({ id: pipelineId, from: vertexName.optional(), reason: reason.min(1) });
export const pipelineInput = fields({ id: pipelineId });
export const cancelInput = fields({
  id: pipelineId,
  kill: z.boolean().default(false),
  reason: reason.optional(),
});
export const pauseInput = fields({ id: pipelineId, reason: reason.optional() });
/** That a failure was seen. `failedAt`: when it failed, in milliseconds; where it failed anew since then, nothing is changed. */
export const acknowledgeInput = fields({
  id: pipelineId,
  reason: reason.optional(),
  failedAt: z.int().min(0).optional(),
});
export const setPriorityInput = fields({ id: pipelineId, priority, reason: reason.optional() });
export const trackInput = fields({ id: pipelineId, vertex: vertexName });
export const eventsInput = fields({
  id: pipelineId,
  after: fields({ rev: z.int().min(0), n: z.int().min(0) }).optional(),
  limit: z.int().min(1).max(1_000).default(500),
});
/** Without `attempt` the newest one is read. `after` is the last `seq` that the reader has. */
export const readLogInput = fields({
  id: pipelineId,
  vertex: vertexName,
  attempt: z.int().min(1).optional(),
  after: z.int().min(0).default(0),
  limit: z.int().min(1).max(1_000).default(200),
});
export type LaunchForm = {
  readonly graph: string;
  /** Null where the draft would be sealed first. */
  readonly revision: number | null;
  readonly digest: string;
  /** The path of the graph's folder. */
  readonly folder: string;
  readonly params: Readonly<Record<string, InputSpec>>;
  /** Vertices that have inputs, in the graph's order. A value left out here is asked for when its track becomes ready. */
  readonly vertices: readonly {
    readonly name: string;
    readonly inputs: Readonly<Record<string, InputSpec>>;
  }[];
  /** All vertices, in the graph's order. */
  readonly names: readonly string[];
};

export type PipelineSummary = {
  readonly id: number;
  readonly name: string;
  readonly graph: string;
  /** The path of its graph's folder; empty for the root. */
  readonly folder: string;
  readonly revision: number;
  readonly digest: string;
  readonly state: PipelineState;
  /** It tests a part of a draft of its graph, or runs below such a pipeline. Its revision is that part. */
  readonly isTest: boolean;
  readonly isPaused: boolean;
  /** A pipeline above it is paused. */
  readonly isParentPaused: boolean;
  /** As many of its graph run as may: it has not begun. */
  readonly isQueued: boolean;
  /** The track that it runs for; null where it runs for none, or for one of another folder. */
  readonly parent: { readonly pipeline: number; readonly vertex: string } | null;
  /** It runs for a track of a graph in another folder, and not below that of its own. */
  readonly isParentElsewhere: boolean;
  /** True while its running tracks end after a cancel. */
  readonly isCancelling: boolean;
  /** Added to the priority of each vertex: smaller goes first. */
  readonly priority: number;
  /** What was noted of its launch. */
  readonly labels: LaunchLabels;
  readonly reason: string | null;
  readonly rev: number;
  readonly launchedAt: Date;
  readonly launchedBy: string;
  readonly finishedAt: Date | null;
  /** Who has seen that it failed; null where nobody has, or it did not fail. */
  readonly acknowledgedBy: string | null;
  /** Who paused it, or a pipeline above it, and why; null where it is not paused. */
  readonly pause: { readonly by: string; readonly reason: string | null } | null;
  /** When its timeout ends it; null where none runs. */
  readonly dueAt: Date | null;
  /** How many tracks are in each state that any is in. */
  readonly counts: Readonly<Partial<Record<TrackState, number>>>;
  /**
   * Open prompts, lost or failed tracks, breakpoints, a pause: something in it, or in a pipeline below it at any depth,
   * waits for a person.
   */
  readonly needsHuman: boolean;
  /** What waits for a person, in a few words: `1 failed; pipeline 17: paused`. Empty where nothing does. */
  readonly needs: string;
  /** How many failures the graph handles. */
  readonly handledFailures: number;
  /** How many tracks are older than what they wait for. */
  readonly staleTracks: number;
  /** How many tracks ended as a person decided, or have values that a person set after the launch. */
  readonly overrides: number;
  /** What its state does not say, in a few words: `1 failure handled · 1 stale`. Empty where there is nothing. */
  readonly remarks: string;
};

export type TrackView = {
  readonly vertex: string;
  readonly number: number;
  readonly state: TrackState;
  /** The state in a few words, in lower case, as `trackWord` gives it. */
  readonly word: string;
  readonly reason: string | null;
  readonly rev: number;
  readonly attempt: number;
  readonly runner: string | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly inputs: Readonly<Record<string, Json>> | null;
  readonly outputs: Readonly<Record<string, Json>> | null;
  readonly readyAt: Date | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedWhy: string | null;
  readonly isKillAsked: boolean;
  readonly isBreak: boolean;
  /** Something that it waits for ran again after it had started. */
  readonly isStale: boolean;
  /** It was skipped because the pipeline's time was over. It can be retried. */
  readonly hadNoTime: boolean;
  /** It was reached through an `always` edge or a reaction to a failure, or it is behind such a track. */
  readonly isReaction: boolean;
  /** How many rounds of a vertex with `repeat` are done; null for other vertices. */
  readonly roundsDone: number | null;
  /**
   * The pipeline that it launched last, and the attempt that it did so for, which need not be the newest one. Null where it
   * launched none, or one of another folder.
   */
  readonly child: { readonly id: number; readonly state: PipelineState; readonly attempt: number } | null;
  /** The pipeline that it launched last is of a graph in another folder, and not below that of its own. */
  readonly isChildElsewhere: boolean;
  /** When it goes on by itself, where a clock decides that. */
  readonly dueAt: Date | null;
  /** What it waits for while it sleeps. */
  readonly sleep: Sleep | null;
  /** When its polling ends; null where it does not poll, has not begun to, or has no limit. */
  readonly giveUpAt: Date | null;
  /** The open prompt's id, while it is prompting. */
  readonly prompt: number | null;
  /** Where it is called from outside, while it waits for that or will; null else. */
  readonly callback: string | null;
  /** One sentence: why it waits or why it ended so. Null where its state says all. */
  readonly why: string | null;
  /** Something in a pipeline below it waits for a person; `why` says what. */
  readonly isPersonNeededBelow: boolean;
  /** What a queued track waits for, in a few words: `lock db-main, 2nd of 3`. Null where it is not queued. */
  readonly queuedFor: string | null;
  /** What a person decided about it, with who and why: `marked as succeeded by ann: done by hand`. Null where nobody did. */
  readonly override: string | null;
  /** Why it failed and the last line that it wrote, also while it is rolled back; null where it did not fail. */
  readonly failure: {
    readonly reason: string | null;
    readonly lastLine: string | null;
    /** Which items failed, in the pipeline that `child` names; only where that is why it failed. */
    readonly items?: FailedItems;
    /** The graph handles it, so that it does not count. */
    readonly isHandled: boolean;
  } | null;
  /** The vertex whose failure kept it from being reached. */
  readonly blame: string | null;
};

export type PipelineView = {
  readonly pipeline: PipelineSummary;
  readonly params: Readonly<Record<string, Json>>;
  /** How long it may take as a whole, in milliseconds; null: as long as it takes. */
  readonly timeoutMs: number | null;
  /**
   * The pipeline after which a trigger launched it; null where none did. Its id is null where its graph is in another
   * folder, and not below that of this one.
   */
  readonly launchedAfter: { readonly pipeline: number | null } | null;
  readonly tracks: readonly TrackView[];
};

export type LogChunk = LogPiece;

export type LogPage = LogAbsence & {
  readonly vertex: string;
  readonly attempt: number;
  readonly chunks: readonly LogChunk[];
  /** The last seq of this page: ask for more after it. */
  readonly next: number;
  /** True where the attempt has ended and nothing more follows. */
  readonly isComplete: boolean;
};

export type EventView = {
  readonly rev: number;
  readonly n: number;
  readonly kind: "track" | "pipeline" | "refused";
  readonly vertex: string | null;
  readonly attempt: number | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
  readonly actor: string;
  readonly at: Date;
};
