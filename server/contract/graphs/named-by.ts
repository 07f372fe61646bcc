import { z } from "zod";
import { fields, graphName } from "../fields.ts";

/** So many of each kind are listed. */
export const MAX_NAMED_BY = 50;
/** So many revisions that run one are looked at. */
export const MAX_RUN_BY = 5_000;

/** Without `revision`, every sealed revision of the graph is meant, and what launches after its pipelines counts too. */
export const namedByInput = fields({
  name: graphName,
  revision: z.int().min(1).optional(),
});

/** The first of those that name a revision, and how many more there are. */
export type FirstOf<Item> = {
  readonly first: readonly Item[];
  readonly more: number;
  /** How many there are of graphs that whoever asks may not read. */
  readonly hidden: number;
};

/** A sealed revision that runs another one. */
export type RunningRevision = {
  readonly graph: string;
  readonly revision: number;
  readonly isRetired: boolean;
};

/**
 * What names a sealed revision: what would go on with it, or fail, once it is retired. Of a graph: what names any of its
 * revisions, or launches the graph.
 */
export type NamedBy = {
  /** Sealed revisions with a vertex that runs it or one of its revisions; those that are not retired come first. */
  readonly sealed: FirstOf<RunningRevision>;
  /** Graphs whose draft has such a vertex. */
  readonly drafts: FirstOf<string>;
  readonly schedules: FirstOf<string>;
  readonly triggers: FirstOf<string>;
  /** False where more than `MAX_RUN_BY` run it: then the numbers are too small. */
  readonly isComplete: boolean;
};
