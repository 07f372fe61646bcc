import { z } from "zod";
import { fields, plainText, vertexName } from "../fields.ts";
import { namedValues } from "../values.ts";

const id = z.int().min(1);
const reason = plainText.max(1_000);
/** The attempt that was looked at. Where the track is at another one by now, nothing is changed. */
const attempt = z.int().min(0).optional();

export const breakInput = fields({ id, vertex: vertexName, isSet: z.boolean() });

/**
 * `inputs` replaces the values that a person gave before; left out, they stay. `isForm`: it is what a person changed in a form,
 * and what was left there as it was stays so, too.
 */
export const retryTrackInput = fields({
  id,
  vertex: vertexName,
  inputs: namedValues.optional(),
  isForm: z.boolean().default(false),
  /** Of a graph that it runs, only what failed there runs again. */
  onlyFailed: z.boolean().default(false),
  /** Everything behind it runs again, too; it may have succeeded before. */
  downstream: z.boolean().default(false),
  attempt,
  reason,
});

/** Other values for some inputs of a track that has not begun. */
export const setValuesInput = fields({
  id,
  vertex: vertexName,
  inputs: namedValues,
  reason: reason.min(1),
});

/**
 * Counts a lost or failed track as done or passes it over, or counts a running (and ends it) or lost one as failed. `outputs`
 * are its outputs where it counts as done; `next` names the successors that go on, whatever their conditions say.
 */
export const forceTrackInput = fields({
  id,
  vertex: vertexName,
  to: z.enum(["succeeded", "failed", "skipped"]),
  reason: reason.min(1),
  outputs: namedValues.optional(),
  next: z.array(vertexName).max(1_000).optional(),
  attempt,
});
