import { z } from "zod";
import { fields, moment, plainText } from "../fields.ts";
import type { LogChunk } from "../pipelines/pipelines.ts";

/** The place of a piece among those of all tracks of a pipeline, in the order in which they were stored. */
const place = fields({
  storedAt: moment,
  trackId: z.int().min(0),
  attempt: z.int().min(0),
  seq: z.int().min(0),
});
/** Without `after` the logs are read from the beginning. */
export const readAllLogsInput = fields({
  id: z.int().min(1),
  after: place.nullish(),
  limit: z.int().min(1).max(200).default(50),
  /** Also the logs of the pipelines below, as far as whoever asks may read them. */
  isWithChildren: z.boolean().default(false),
});

/** The longest text that is searched for; a pattern has the same limit. */
const MAX_SEARCHED_TEXT = 1_000;
/** Without `after` the logs are searched from the beginning. */
export const searchAllLogsInput = fields({
  id: z.int().min(1),
  after: place.nullish(),
  text: plainText.min(1).max(MAX_SEARCHED_TEXT),
  /** Whether the text is a pattern (RE2). */
  isPattern: z.boolean().default(false),
  isCaseExact: z.boolean().default(false),
  /** So many of the lines that are found are told; all are counted. */
  limit: z.int().min(1).max(200).default(50),
  /**
   * All that are found are told, each as a whole: an answer ends with the piece of a log in which there are `limit` of them.
   * Else a line that is too long for one row of the page is looked at row by row.
   */
  isEveryTold: z.boolean().default(false),
  /** Also the logs of the pipelines below, as far as whoever asks may read them. */
  isWithChildren: z.boolean().default(false),
});

export type AllLogsPlace = z.output<typeof place>;

/** Whose log it is. */
type OfTrack = {
  readonly pipeline: number;
  /** Its name in its own pipeline. */
  readonly vertex: string;
  /** Its name in the pipeline that was asked for: below it `deploy[web-1] / migrate`, else that of the vertex. */
  readonly name: string;
  readonly attempt: number;
};

/** A piece of the log of an attempt, with whose it is. */
export type AllLogsChunk = LogChunk & OfTrack;

/** Logs of all tracks of a pipeline, in the order in which they were stored: nearly that of time. */
export type AllLogsPage = {
  readonly chunks: readonly AllLogsChunk[];
  /** Ask for more after this place; null where nothing was stored yet. */
  readonly next: AllLogsPlace | null;
  /** Whether there is no more now. */
  readonly isEnd: boolean;
  /** Whether the pipeline, or one below it that is read, has not ended, so that more may come. */
  readonly isRunning: boolean;
  /** More pipelines are below than are read. */
  readonly hasMoreBelow: boolean;
  /** When retention removed these logs; absent where it did not. */
  readonly removedAt?: Date;
};

/** A line that holds what is searched for. */
export type AllLogsMatch = OfTrack & {
  /** Its number in the log of this attempt, by the line breaks before it. */
  readonly line: number;
  readonly stream: LogChunk["stream"];
  readonly at: Date;
  readonly text: string;
};

/** What one answer of a search in all logs has found. Its work has limits: ask on after `next` where `isEnd` is false. */
export type AllLogsFound = {
  /** How many lines were found since `after`. */
  readonly count: number;
  /** The first of them, in the order in which they ended. */
  readonly matches: readonly AllLogsMatch[];
  /** Up to this place was searched; null where nothing was stored yet. */
  readonly next: AllLogsPlace | null;
  /** When the last piece that was searched was printed; null where there was none. */
  readonly searchedTo: Date | null;
  /** Whether all that is stored now was searched. */
  readonly isEnd: boolean;
};
