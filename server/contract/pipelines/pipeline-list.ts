import { z } from "zod";
import { PIPELINE_STATES } from "#engine/model/pipeline.ts";
import { MAX_GRAPH_NAME } from "#engine/shape/names/graph-names.ts";
import { fields, moment, plainText } from "../fields.ts";
import { labelFilter } from "../labels.ts";
import type { PipelineSummary } from "./pipelines.ts";

/**
 * What a list may ask besides the state. `needs-person`: it runs, and waits for a person, or a pipeline below it does.
 * `open-failure`: it failed, and nobody has retried, skipped or acknowledged that.
 */
export const LIST_ONLY = ["queued", "needs-input", "needs-person", "open-failure"] as const;
/** How long a text may be that narrows a list, and the value of a parameter. */
export const MAX_FILTER_TEXT = 200;
export const MAX_FILTER_VALUE = 1_000;
/** What is left out is not asked. */
export const pipelineFilter = fields({
  graph: plainText.max(MAX_GRAPH_NAME).optional(),
  state: z.enum(PIPELINE_STATES).optional(),
  only: z.enum(LIST_ONLY).optional(),
  launchedBy: plainText.min(1).max(MAX_FILTER_TEXT).optional(),
  /** A part of the name, or `#17`. */
  text: plainText.min(1).max(MAX_FILTER_TEXT).optional(),
  param: fields({
    name: plainText.min(1).max(MAX_FILTER_TEXT),
    value: plainText.max(MAX_FILTER_VALUE),
  }).optional(),
  /** Launched with this label. */
  label: labelFilter.optional(),
  /** Launched in the last so many milliseconds. */
  within: z
    .int()
    .min(1)
    .max(10 * 366 * 86_400_000)
    .optional(),
  from: moment.optional(),
  /** Launched before this. */
  to: moment.optional(),
  /** Also those that a track of another pipeline launched. */
  children: z.boolean().default(false),
  /** Only tests of vertices, which are left out else. */
  tests: z.boolean().optional(),
});
export const listPipelinesInput = pipelineFilter.extend({
  /** Only those launched before this one, or after it (keyset paging). */
  before: z.int().min(1).optional(),
  after: z.int().min(1).optional(),
  limit: z.int().min(1).max(200).default(50),
});
/** A page of a list, newest first. */
export type PipelineList = {
  readonly pipelines: readonly PipelineSummary[];
  /** The `before` of the next page, and the `after` of the one before this; null where there is none. */
  readonly older: number | null;
  readonly newer: number | null;
  /** Up to when was searched, where that was not everything: the pages beyond may have more. */
  readonly searchedTo: Date | null;
};
