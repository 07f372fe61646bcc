import { z } from "zod";
import type { TrackComparison, ValueDifference } from "#engine/compare/compare-pipelines.ts";
import type { ContentDiff } from "#engine/graph-file/content-diff.ts";
import { fields, vertexName } from "../fields.ts";
import type { LogAbsence } from "./log-absence.ts";
import type { PipelineSummary, TrackView } from "./pipelines.ts";

const pipelineId = z.int().min(1);
/** `id` is compared with `with`. */
const both = { id: pipelineId, with: pipelineId };

/** `time`: in the order in which the tracks ended. `duration`: first those whose durations differ most. */
export const COMPARISON_ORDERS = ["time", "duration"] as const;

export const comparePipelinesInput = fields({
  ...both,
  /** Also tracks that do not differ. */
  all: z.boolean().default(false),
  order: z.enum(COMPARISON_ORDERS).default("time"),
  /** How many tracks of the list are passed over. */
  skip: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(100),
});
export const compareTracksInput = fields({ ...both, vertex: vertexName });
export const compareRevisionsInput = fields(both);
export const comparableInput = fields({ id: pipelineId });

/** What differs between two pipelines. */
export type PipelineComparison = {
  readonly a: PipelineSummary;
  readonly b: PipelineSummary;
  /** They run the same graph; its revision may be another one. */
  readonly isSameGraph: boolean;
  /** Both run the same content: the digests of their revisions are the same. */
  readonly isSameContent: boolean;
  readonly params: readonly ValueDifference[];
  /** How many vertices there are in either, and how many of them differ. */
  readonly vertices: number;
  readonly differing: number;
  /** Where the two parted: of the tracks that differ the one that ended first. Null where none differs. */
  readonly first: TrackComparison | null;
  /** A page of the tracks that were asked for; how many there are on all pages. */
  readonly tracks: readonly TrackComparison[];
  readonly matching: number;
};

/** So much of the end of a log is compared. */
export const MAX_COMPARED_LINES = 500;

/** One of two compared tracks, with what it executed and printed last. */
/** The end of a log. */
type ComparedLog = LogAbsence & { readonly text: string; readonly isCut: boolean };

export type ComparedTrackView = {
  readonly track: TrackView;
  /** The script of its newest attempt, with its values; null where it had none. */
  readonly script: string | null;
  /** The last MAX_COMPARED_LINES lines that the newest attempt printed, at most. */
  readonly log: ComparedLog;
};

/** The tracks of one vertex; null where a pipeline does not have it. */
export type TracksSideBySide = {
  readonly a: ComparedTrackView | null;
  readonly b: ComparedTrackView | null;
};

/** What differs between the contents that two pipelines run, from that of `with` to that of `id`. */
export type RevisionComparison = {
  readonly before: string;
  readonly after: string;
  readonly diff: ContentDiff;
};

/** The run that a failed one is compared with: the newest of its graph that succeeded before it. */
export type Comparable = { readonly lastSucceeded: number | null };
