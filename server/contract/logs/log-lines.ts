import { z } from "zod";
import { fields, vertexName } from "../fields.ts";

/** A line by its number from 1; or from the end: -1 is the last line. Without `attempt` the newest one is meant. */
export const findLogLineInput = fields({
  id: z.int().min(1),
  vertex: vertexName,
  attempt: z.int().min(1).optional(),
  line: z
    .int()
    .min(-1_000_000_000)
    .max(1_000_000_000)
    .refine((line) => line !== 0, {
      error: "Lines are counted from 1, or from the end: -1 is the last one.",
    }),
  /** Not more of the log than its last chunks, as many as this: then the place may be within a line. */
  lastChunks: z.int().min(1).optional(),
});

/** Where a line of a log is, by the line breaks before it. */
export type LinePlace = {
  /** Read the log after this `seq` to get the line; 0: from the beginning. */
  readonly after: number;
  /** The number of the line with which what is read there begins. */
  readonly first: number;
  /** The number of the line that was asked for, or of the nearest one that there is; 0 where the log is empty. */
  readonly line: number;
  /** How many lines the log has now. */
  readonly lines: number;
};

/** Where a line is, and in the log of which attempt. */
export type LinePlaceOfAttempt = LinePlace & { readonly attempt: number };
