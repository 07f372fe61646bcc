import { z } from "zod";
import type { ContentDiff } from "#engine/graph-file/content-diff.ts";
import type { Values } from "#engine/json/json.ts";
import type { AskedOf, Who } from "#engine/kinds/approval/asked-of.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import type { TrackState } from "#engine/model/track.ts";
import { fields, moment } from "../fields.ts";

export const inboxInput = fields({
  state: z.enum(["open", "answered", "withdrawn"]).default("open"),
  /** Of open ones: whom they ask, as seen by the one who looks. */
  who: z.enum(["mine", "groups", "all"]).optional(),
  /** Behind which prompt the page begins: `next` of the page before. Null: the first page. */
  cursor: fields({ id: z.int().min(1), at: moment }).nullish(),
  /** Of open ones: the last place of the page, which was `next` of it before. So what a page covers stays the same. */
  until: fields({ id: z.int().min(1), at: moment }).nullish(),
  /** Of open ones: one page of those that were asked last, whatever their deadlines are. */
  isNewestFirst: z.boolean().optional(),
  /** The pages of the product send it with a cursor. There is one way only. */
  direction: z.literal("forward").optional(),
});
export type InboxRequest = z.infer<typeof inboxInput>;

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

/** A page of the inbox. */
export type InboxView = {
  readonly items: readonly InboxItem[];
  /** Of open ones: how many there are in all that ask whom was asked for. Of closed ones: how many are on the page. */
  readonly count: number;
  /** How many open prompts there are, and how many of them ask the one who looks; null for closed ones. */
  readonly counts: Readonly<Record<Who, number>> | null;
  /** Behind what the next page begins: an open one and its place among the deadlines, or a closed one and when it was closed. */
  readonly next: { readonly id: number; readonly at: Date } | null;
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
