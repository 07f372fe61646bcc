import type { z } from "zod";
import type { TrackState } from "#engine/model/track.ts";
import { launchInput } from "./pipelines.ts";
import type { Named } from "./previews.ts";

/** What would be launched. Without `revision` it is the draft, which is not sealed by it. */
export const forecastInput = launchInput.omit({ name: true, key: true, priority: true, labels: true });
export type ForecastInput = z.input<typeof forecastInput>;

/** One track of a forecast. Times in milliseconds after the launch. */
export type ForecastTrackView = {
  readonly name: string;
  /** How it is drawn: it runs, a child pipeline of it does, it waits, or a person is asked. */
  readonly kind: "running" | "child" | "sleeping" | "asked";
  readonly readyAt: number;
  /** Only a slot of a lock, a limit or a runner is missing; null if it needs none. */
  readonly queuedAt: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly state: TrackState;
  readonly isCritical: boolean;
  /** Whether it is reached depends on what this vertex will give; null if it does not. */
  readonly dependsOn: string | null;
  /** It is not known how long it takes. */
  readonly isUnknown: boolean;
};

/** When a person will be needed. */
export type ForecastAsking = {
  readonly vertex: string;
  readonly what: "approval" | "values" | "breakpoint";
  /** In milliseconds after the launch, and if everything takes long; null if it is not reached then. */
  readonly at: number;
  readonly slowAt: number | null;
  readonly dependsOn: string | null;
};

/** A track that will be ready and cannot start. `because` is a clause. */
export type ForecastQueue = {
  readonly vertex: string;
  readonly at: number;
  readonly ms: number;
  readonly because: string;
};

export type VertexReason = { readonly vertex: string; readonly reason: string };

/** What a launch would do when. Lists of vertices have at most `MAX_NAMES` names. */
export type ForecastView = {
  readonly graph: string;
  /** Null for the draft. */
  readonly revision: number | null;
  /** From how many earlier runs it is known. */
  readonly runs: number;
  /** Why nothing is foreseen; then the rest is empty. */
  readonly refused: string | null;
  /** How long it takes, and how long if each vertex takes as long as in the slowest tenth of its runs. */
  readonly ms: number;
  readonly slowMs: number;
  /** The timeout that is shorter than one of these; null if it has time enough. */
  readonly timeoutMs: number | null;
  readonly tracks: readonly ForecastTrackView[];
  readonly path: Named;
  readonly asks: readonly ForecastAsking[];
  readonly queues: readonly ForecastQueue[];
  /** Where it would stand in the queue of its graph, as a sentence; null if it begins at once. */
  readonly graphQueue: string | null;
  /** No runner is there at all. */
  readonly hasNoRunner: boolean;
  /** No runner can execute them. */
  readonly unserved: readonly VertexReason[];
  readonly fails: readonly VertexReason[];
  /** It fails, and is rolled back then. */
  readonly isUndone: boolean;
  /** Vertices of which it is not known how long they take. */
  readonly unknown: Named;
  /** Vertices whose outputs decide what follows, and are not known. */
  readonly undecided: Named;
  /** It was not followed to its end. */
  readonly isCut: boolean;
};

/** Of each list that has more than names. */
export const MAX_FORECAST_ENTRIES = 50;
