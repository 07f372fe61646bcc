import { z } from "zod";

export const drainRunnerInput = z.object({ name: z.string().min(1).max(100) });

export type RunnerView = {
  readonly id: number;
  readonly name: string;
  readonly host: string;
  readonly pid: number;
  readonly labels: readonly string[];
  readonly slots: number;
  readonly containment: string;
  readonly state: "ready" | "draining" | "stopped" | "vanished";
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
};
