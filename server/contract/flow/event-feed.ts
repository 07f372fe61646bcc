import { z } from "zod";
import type { LaunchLabels } from "#engine/shape/launch-labels.ts";
import { fields, plainText } from "../fields.ts";

/** The maximum number of events in one answer, and how many there are where nobody says. */
export const MAX_FEED_PAGE = 1_000;
export const FEED_PAGE = 100;
/** The maximum time in seconds for which an answer waits for an event. */
export const MAX_FEED_WAIT_S = 60;

/** `after`: the cursor of an answer or of an event; without it the feed begins with the oldest event. */
export const eventFeedInput = fields({
  after: plainText.max(100).optional(),
  limit: z.int().min(1).max(MAX_FEED_PAGE).default(FEED_PAGE),
}).optional();

/** A transition of a pipeline or of one of its tracks. It has no values of params, outputs or secrets. */
export type FeedEvent = {
  /** The same each time that the event is given: who has it already can leave it out. */
  readonly id: string;
  /** The feed goes on behind this event with it. */
  readonly cursor: string;
  readonly pipeline: number;
  readonly rev: number;
  /** `refused`: somebody asked for something that the state forbade. */
  readonly kind: "track" | "pipeline" | "refused";
  readonly graph: string;
  /** The path of its folder; empty for the root. */
  readonly folder: string;
  readonly revision: number | null;
  /** Those of its launch. */
  readonly labels: LaunchLabels;
  /** The vertex; null for the pipeline itself. */
  readonly track: string | null;
  readonly attempt: number | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly who: string;
  readonly reason: string | null;
  readonly at: Date;
};

export type EventFeedPage = {
  readonly events: readonly FeedEvent[];
  /** Where the feed goes on. It is another one even where no event may be read. */
  readonly cursor: string;
  /** Whether there is more behind it now. */
  readonly hasMore: boolean;
};
