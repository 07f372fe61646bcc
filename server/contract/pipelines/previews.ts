import { z } from "zod";
import type { PipelineAfter } from "#engine/explain/preview/pipeline-copy.ts";
import type { Json } from "#engine/model/graph-content.ts";
import type { LaunchLabels } from "#engine/shape/launch-labels.ts";
import { fields, plainText, vertexName } from "../fields.ts";
import { forceTrackInput } from "./track-acts.ts";

const id = z.int().min(1);

/** What a person may do and see beforehand. `retry`, `rerun` and `retry-inside`, which retries only what failed in the child pipeline of a track, need a vertex; with one `undo` rolls back to it. A breakpoint is set or removed. */
export const previewInput = z.discriminatedUnion("act", [
  fields({ id, act: z.literal("retry-failed") }),
  fields({ id, act: z.enum(["retry", "rerun", "retry-inside"]), vertex: vertexName }),
  fields({ id, act: z.literal("undo"), vertex: vertexName.optional() }),
  fields({ id, act: z.literal("break"), vertex: vertexName, isSet: z.boolean() }),
]);
export type PreviewInput = z.infer<typeof previewInput>;

/** Everything in the pipeline that failed is retried. */
export const retryFailedInput = fields({ id, reason: plainText.max(1_000) });

/** A decision about how a track ended, to see what follows. It may have long outputs, so it is no query. */
export const previewForceInput = forceTrackInput.omit({ reason: true });
export type PreviewForceInput = z.infer<typeof previewForceInput>;

/** Vertices: how many, and the names of the first MAX_NAMES of them. */
export type Named = { readonly count: number; readonly names: readonly string[] };

export const MAX_NAMES = 50;

/** What runs in the child pipeline of a track, while what succeeded there does not run again. */
export type RunsInside = {
  /** The vertices above it: `P`, or `P / Q` where Q is in the child of P. */
  readonly path: string;
  /** Its tracks are the items of a vertex. */
  readonly isItems: boolean;
  /** Again, or for the first time. Without names where the child is in another folder. */
  readonly runs: Named;
  /** How many tracks it has. */
  readonly of: number;
};

/** The child pipeline of a track's present attempt: a retry of the track as a whole launches another one. */
export type LastChild = {
  readonly vertex: string;
  /** Its tracks are the items of the vertex. */
  readonly isItems: boolean;
  /** How many tracks it has, and how many of them have succeeded or failed. */
  readonly of: number;
  readonly succeeded: number;
  readonly failed: number;
  /** What failed in it can be retried without the rest. Only told where one track is retried. */
  readonly canGoOn: boolean;
};

/** What an act would do now. Its lists are those of the engine's `Preview`. */
export type PreviewView = {
  /** Why it is refused; then the lists are empty. */
  readonly refused: string | null;
  /** Why nothing is listed, though the act may be possible: the pipeline is too large; then the lists are empty. */
  readonly notListed: string | null;
  /** They begin at once, as a whole: without those of `inside`. */
  readonly begins: Named;
  /** Of those that begin, those that ran in a child pipeline before: they launch another one, in which all runs again. */
  readonly anew: Named;
  /** The child pipelines that those of `anew` had, and the track that is retried. */
  readonly lastChildren: readonly LastChild[];
  /** The child pipelines in which only what failed runs again, each before those in it. */
  readonly inside: readonly RunsInside[];
  /** They run if they are reached. */
  readonly follows: Named;
  /** They stop at their breakpoint before they begin. */
  readonly stops: Named;
  /** They do not begin before one of `stops` has ended. */
  readonly heldBack: Named;
  /** Their script, or their child pipelines, are ended. */
  readonly killed: Named;
  /** Nothing reaches them any more. */
  readonly notRun: Named;
  /** They fail at once, because their values cannot be worked out. */
  readonly fails: Named;
  /** They are undone, in this order. */
  readonly undoes: Named;
  /** They are among `undoes`, but something in their child pipelines has no undo script. */
  readonly partlyUndone: Named;
  /** What they did stays: they have no undo script. */
  readonly notUndone: Named;
  readonly nothingToUndo: Named;
  /** They are not undone, because the undo of something behind them failed. Absent in the answer of an older server. */
  readonly notReached?: Named;
  /** They have succeeded and do not run again. */
  readonly reused: Named;
  /** They are older than what they wait for once that has run again. */
  readonly stale: Named;
  /** They still wait for a decision. */
  readonly left: Named;
  /** What becomes of the pipeline as a whole; null where the act says nothing about it. */
  readonly pipeline: PipelineAfter | null;
};

/** What was retried, and what could not be and why. */
export type RetriedFailed = {
  readonly retried: readonly string[];
  /** Of `retried`: those of whose child pipeline only what failed runs again, and how many tracks of it were retried. */
  readonly inside: readonly { readonly vertex: string; readonly isItems: boolean; readonly count: number }[];
  readonly refused: readonly { readonly vertex: string; readonly why: string }[];
};

/** With what a pipeline was launched, to launch it again. */
export type LaunchedValues = {
  readonly graph: string;
  readonly revision: number;
  /** The newest sealed revision of its graph; the same where there is no newer one. */
  readonly newest: number;
  readonly name: string;
  /** As it is now: it may have been changed since. */
  readonly priority: number;
  readonly labels: LaunchLabels;
  readonly params: Readonly<Record<string, Json>>;
  /** Vertex → input → value. */
  readonly inputs: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** The vertex at which it began; null where it began at the beginning. */
  readonly from: string | null;
  /** What else it skipped, unless that ran after all. */
  readonly skips: readonly string[];
  /** Where it stops before it begins, or did until a person let it go on. */
  readonly breaks: readonly string[];
};

/** What still runs after a cancel that does not kill, by the names of vertices. */
export type AfterCancel = {
  /** They run now, and run to their end. */
  readonly running: readonly string[];
  readonly willRun: readonly string[];
  /** They run if the tracks before them end so that they are reached. */
  readonly mayRun: readonly string[];
};
