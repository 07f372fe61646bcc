import { z } from "zod";
import type { Fence } from "#engine/shape/fields/fences.ts";
import { fields, plainText } from "../fields.ts";
import type { ScheduleStopView } from "../triggers/schedules.ts";

export const drainRunnerInput = fields({ name: plainText.min(1).max(100) });

export type RunnerView = {
  readonly id: number;
  readonly name: string;
  readonly host: string;
  readonly pid: number;
  readonly labels: readonly string[];
  readonly slots: number;
  readonly containment: string;
  /** What the containment promises and what not, and why it is no stronger. */
  readonly containmentWhy: string;
  readonly fences: readonly Fence[];
  readonly state: "ready" | "draining" | "stopped" | "lost";
  readonly startedAt: Date;
  readonly seenAt: Date;
  readonly stoppedAt: Date | null;
  /** What it executes now. */
  readonly running: readonly {
    readonly pipeline: number;
    readonly vertex: string;
    readonly startedAt: Date;
  }[];
};

/** What the first page and the badge in the navigation show. */
export type Overview = {
  readonly openPrompts: number;
  readonly runningPipelines: number;
  readonly lostTracks: number;
  readonly readyRunners: number;
  readonly hasGraphs: boolean;
  /** Null while the schedules are not stopped. */
  readonly scheduleStop: ScheduleStopView | null;
};

export const examineInput = fields({ repair: z.boolean().default(false) });

/** A pipeline in which something stands that cannot be. */
export type ExaminedPipeline = {
  readonly pipeline: number;
  readonly name: string;
  readonly violations: readonly {
    readonly code: string;
    /** Null: it is about the pipeline as a whole. */
    readonly vertex: string | null;
    readonly text: string;
    /** True where it is certain what makes it right. */
    readonly isRepairable: boolean;
  }[];
};

/** What a runner did and the database does not know: the database was restored to an earlier time. */
export type DatabaseGap = { readonly runner: string; readonly text: string; readonly at: Date };

export type Examination = {
  readonly examined: number;
  readonly inconsistent: readonly ExaminedPipeline[];
  /** The last one of each runner, within a week. */
  readonly gaps: readonly DatabaseGap[];
};
