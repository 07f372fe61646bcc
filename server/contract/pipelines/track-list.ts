import { z } from "zod";
import { TRACK_STATES, type TrackState } from "#engine/model/track.ts";
import type { PastTrack } from "#engine/past/past-run.ts";
import { fields, plainText } from "../fields.ts";
import type { PipelineSummary, TrackView } from "./pipelines.ts";
import type { TrackChange } from "./timeline.ts";

const pipelineId = z.int().min(1);

/** The most changes of a page of tracks. */
export const MAX_PAGE_CHANGES = 5_000;

/** `after` is the `next` of the page before; `skip` leaves out so many tracks, for a list that shows a window of it. */
export const listTracksInput = fields({
  id: pipelineId,
  /** None: all states. */
  states: z.array(z.enum(TRACK_STATES)).max(TRACK_STATES.length).default([]),
  /** A part of the name, in capital or small letters. */
  text: plainText.max(200).default(""),
  after: fields({ rank: z.int().min(0), number: z.int().min(0) }).optional(),
  skip: z.int().min(0).max(100_000).default(0),
  limit: z.int().min(1).max(200).default(50),
  /** With what happened to the tracks of the page. */
  withChanges: z.boolean().default(false),
  /** In milliseconds since 1970: the tracks as they stood then. */
  at: z.int().min(0).max(8_640_000_000_000_000).optional(),
});
export const childCountsInput = fields({ id: pipelineId });

/** A page of the tracks of a pipeline: failed ones first. */
export type TrackList = {
  readonly pipeline: PipelineSummary;
  /** How many tracks fit, on all pages. */
  readonly matching: number;
  readonly tracks: readonly TrackView[];
  /** Null behind the last page. */
  readonly next: { readonly rank: number; readonly number: number } | null;
  /** What happened to them up to `at`, the newest MAX_PAGE_CHANGES of it; nothing unless it is asked for. */
  readonly changes: readonly TrackChange[];
  /**
   * Where `at` is asked: how far the pipeline was then, and how its tracks of this page stood. `tracks` and `pipeline` are
   * as they are now, but in the order, and with the counts, of then.
   */
  readonly past: {
    readonly rev: number;
    readonly tracks: readonly (PastTrack & { readonly number: number })[];
  } | null;
};

/** How many tracks the newest child pipeline of a vertex has in each state. */
export type ChildCounts = {
  readonly vertex: string;
  readonly counts: Readonly<Partial<Record<TrackState, number>>>;
};
