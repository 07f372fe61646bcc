import { z } from "zod";
import type { EndedPipelineState } from "#engine/model/pipeline.ts";
import { fields } from "../fields.ts";
import { graphInput } from "../graphs/graphs.ts";

/** How far back statistics go at most: samples are kept for so long. */
export const MAX_STATISTICS_DAYS = 30;
/** The graphs whose pipelines took longest in all; the others are counted together. */
export const MAX_STATISTICS_GRAPHS = 50;

/** `graph`: only its pipelines. What is said of the server is of all. */
export const statisticsInput = fields({
  days: z.int().min(1).max(MAX_STATISTICS_DAYS).default(1),
  graph: graphInput.shape.name.optional(),
});

/** What became of pipelines in the last days, and how the server was. Times begin and end at whole steps, in UTC. */
export type StatisticsView = {
  readonly from: Date;
  readonly to: Date;
  /** The length of a step of `ended`, and of one of `server`, in milliseconds. */
  readonly endedStep: number;
  readonly serverStep: number;
  /** Each step, oldest first: how many pipelines ended. Those that a track launched are not counted. */
  readonly ended: readonly EndedInStep[];
  /** Where there were too many to count: when the first of those ended that were counted. */
  readonly since: Date | null;
  /** Those whose pipelines took longest in all, the slowest first. */
  readonly graphs: readonly GraphStatistics[];
  /** How many pipelines of other graphs ended. */
  readonly otherGraphs: number;
  /** Each step, oldest first. */
  readonly server: readonly ServerStep[];
  /** Whether ended pipelines are sent as traces. */
  readonly hasTraces: boolean;
};

export type EndedInStep = { readonly at: Date } & Readonly<Record<EndedPipelineState, number>>;

/** Run times are from launch to end, in milliseconds, from counts in buckets: at most a fifth off. */
export type GraphStatistics = {
  readonly id: number;
  /** Another graph may have the name of one that was deleted. */
  readonly name: string;
  readonly isDeleted: boolean;
  readonly ended: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly median: number;
  readonly p95: number;
};

/** Null where nothing is known of that step: the server was not there, or nothing was claimed. In milliseconds. */
export type ServerStep = {
  readonly at: Date;
  readonly queueAge: number | null;
  readonly slots: number | null;
  readonly busySlots: number | null;
  readonly claimMedian: number | null;
  readonly claimP95: number | null;
};
