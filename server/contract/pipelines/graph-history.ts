import { z } from "zod";
import type { PipelineState } from "#engine/model/pipeline.ts";
import type { TrackState } from "#engine/model/track.ts";
import { graphInput } from "../graphs/graphs.ts";

/** How many pipelines a history shows, and how many vertices at most: those that fail most. */
export const MAX_HISTORY_RUNS = 30;
export const MAX_HISTORY_VERTICES = 100;

/** `children`: also pipelines that a track of another one launched. */
export const graphHistoryInput = graphInput.extend({ children: z.boolean().default(false) });

/** The last pipelines of a graph, and what became of its vertices in each of them. */
export type GraphHistory = {
  /** Oldest first. */
  readonly runs: readonly HistoryRun[];
  /** Those that failed most first, then those that succeeded only in a later attempt, then in the order of the graph. */
  readonly vertices: readonly HistoryVertex[];
  /** True where there are more vertices than are shown. */
  readonly hasMoreVertices: boolean;
  readonly openFailures: number;
};

export type HistoryRun = {
  readonly id: number;
  readonly name: string;
  readonly revision: number;
  readonly state: PipelineState;
  readonly launchedAt: Date;
  readonly finishedAt: Date | null;
};

export type HistoryVertex = {
  readonly name: string;
  /** In how many of the runs it failed, or was lost. */
  readonly failed: number;
  /** In how many it succeeded only in a later attempt, without a rule that repeats or polls it. */
  readonly flaky: number;
  /** One for each run; null where that run did not have the vertex. */
  readonly cells: readonly (HistoryCell | null)[];
};

export type HistoryCell = {
  readonly state: TrackState;
  readonly attempts: number;
  readonly isFlaky: boolean;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
};
