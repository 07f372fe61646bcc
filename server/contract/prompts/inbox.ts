import { z } from "zod";
import type { ContentDiff } from "#engine/graph-file/content-diff.ts";
import type { Values } from "#engine/json/json.ts";
import type { AskedOf } from "#engine/kinds/approval/asked-of.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import type { TrackState } from "#engine/model/track.ts";
import { fields, moment } from "../fields.ts";

export const inboxInput = fields({
  state: z.enum(["open", "answered", "withdrawn"]).default("open"),
  /** Of closed ones: those that were closed before this one. */
  before: fields({ id: z.int().min(1), closedAt: moment }).optional(),
});

/** A prompt as one row of the inbox. */
export type InboxItem = {
  readonly id: number;
  readonly state: "open" | "answered" | "withdrawn";
  readonly pipeline: { readonly id: number; readonly name: string };
  readonly vertex: string;
  /** The beginning of what is asked; null where the graph says nothing. */
  readonly question: string | null;
  /** Who is asked, as seen by the one who looks. */
  readonly askedOf: AskedOf;
  /** Of an approval by several people. */
  readonly quorum: { readonly given: number; readonly wanted: number } | null;
  readonly openedAt: Date;
  /** When nobody need answer any more. */
  readonly dueAt: Date | null;
  readonly closedAt: Date | null;
};

/** The rows of the inbox: the first of them, while `count` counts all. */
export type InboxView = {
  readonly items: readonly InboxItem[];
  readonly count: number;
  /** Of closed ones, behind what the next page begins; null where nothing follows. */
  readonly next: { readonly id: number; readonly closedAt: Date } | null;
};

/** A vertex right before the one that asks, with what it said. */
export type EvidenceBefore = {
  readonly vertex: string;
  readonly state: TrackState;
  readonly reason: string | null;
  readonly outputs: Values | null;
  /** The end of the log of its newest attempt, with `…` where something is missing; empty where there is none. */
  readonly logEnd: string;
  readonly attempt: number;
};

/** A vertex that may begin once this is answered, as it was sealed. */
export type EvidenceNext = {
  readonly vertex: string;
  readonly spec: VertexSpec;
  /** The condition of the edge that leads to it; null where that is success. */
  readonly when: string | null;
};

/** The run whose approval by the same vertex is the newest before this one. */
export type LastApproved = {
  readonly pipelineId: number;
  readonly revision: number;
  readonly digest: string;
  readonly by: string;
  readonly at: Date;
  readonly diff: ContentDiff;
};

/** What whoever answers should have seen. */
export type PromptEvidence = {
  readonly before: readonly EvidenceBefore[];
  readonly beforeCount: number;
  readonly next: readonly EvidenceNext[];
  readonly nextCount: number;
  /** Null where it is no approval, or nobody has approved it before. */
  readonly lastApproved: LastApproved | null;
};
