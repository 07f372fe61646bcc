import { z } from "zod";
import {
  MAX_RETENTION_DAYS,
  MAX_RETENTION_LAST,
  type RetentionPolicy,
} from "#engine/retention/retention-policy.ts";
import { fields, graphName } from "./fields.ts";

const days = z.int().min(1).max(MAX_RETENTION_DAYS).nullable().optional();
const policy = {
  pipelineDays: days,
  pipelineLast: z.int().min(1).max(MAX_RETENTION_LAST).nullable().optional(),
  logDays: days,
  historyDays: days,
};

/** Absent: the default of the server, or all graphs. */
const graph = graphName.optional();

/** What is left out is kept for ever. `useDefault`: the graph has no policy of its own any more. */
export const setRetentionInput = fields({
  graph,
  ...policy,
  useDefault: z.boolean().optional(),
  /** The time at which the caller saw it set, in milliseconds; 0: it must be new; absent: whatever is there is replaced. */
  version: z.int().min(0).optional(),
});
export type RetentionInput = z.output<typeof setRetentionInput>;
/** With a policy: what would go if it were set. */
export const previewRetentionInput = fields({ graph, policy: fields(policy).optional() });
export const runRetentionInput = fields({ graph });

export type RetentionView = {
  /** Of the graph: several that were deleted may have had one name. 0: the default of the server. */
  readonly id: number;
  /** Null: the default of the server. */
  readonly graph: string | null;
  /** The graph was deleted: this is for the pipelines that it has left, and for no other graph with its name. */
  readonly isDeleted: boolean;
  readonly folder: string | null;
  readonly policy: RetentionPolicy;
  readonly changedAt: Date | null;
  readonly changedBy: string | null;
};

/** So many, from the oldest to the newest. */
export type RemovableCount = {
  readonly count: number;
  readonly oldest: Date | null;
  readonly newest: Date | null;
};

/** What would go now. */
export type RetentionPreview = {
  readonly graph: string | null;
  readonly policy: RetentionPolicy;
  /** With those below them. The bytes are those of their logs. */
  readonly pipelines: RemovableCount & { readonly bytes: number };
  /** Pipelines that are kept without their logs. */
  readonly logs: RemovableCount & { readonly bytes: number };
  readonly fires: RemovableCount;
  readonly deliveries: RemovableCount;
  readonly notices: RemovableCount;
  /** True where there is more than was counted. */
  readonly hasMore: boolean;
};

/** What was removed, and whether more is left. `logs`: of so many pipelines that are kept. */
export type RetentionRun = {
  readonly pipelines: number;
  readonly logs: number;
  readonly fires: number;
  readonly deliveries: number;
  readonly notices: number;
  readonly hasMore: boolean;
};
