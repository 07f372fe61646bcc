import { z } from "zod";
import type { InputSpec } from "#engine/model/graph-content.ts";
import type { PipelineState } from "#engine/model/pipeline.ts";
import { fields, graphName, plainText } from "../fields.ts";

/** How long a note, and a reason for a warning or for a retirement, may be. */
export const MAX_NOTE = 2_000;
export const MAX_REASON = 1_000;
const MAX_REASONS = 1_000;
/** So many pipelines of a revision in one state are counted. */
export const MAX_COUNTED = 1_000;
const MAX_LISTED_REVISIONS = 100;

const number = z.int().min(1);
const reasonText = plainText.trim().min(1).max(MAX_REASON);

/**
 * `edit`: the edit of the draft that was seen. `reasons`: why it is sealed in spite of its warnings: for one warning (`code`
 * and `text`), for all of a rule (`code`), or for all that have no other reason.
 */
export const sealGraphInput = fields({
  name: graphName,
  edit: z.int().min(0).optional(),
  note: plainText.trim().max(MAX_NOTE).optional(),
  reasons: z
    .array(
      fields({
        code: plainText.max(100).optional(),
        text: plainText.max(100_000).optional(),
        reason: reasonText,
      }),
    )
    .max(MAX_REASONS)
    .optional(),
});

/** `before`: only those with smaller numbers. `digest`: only those whose digest begins so. */
export const listRevisionsInput = fields({
  name: graphName,
  before: number.optional(),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{4,64}$/, "expected sha256: and at least 4 digits of a digest")
    .optional(),
  limit: z.int().min(1).max(MAX_LISTED_REVISIONS).default(50),
});
export const retireRevisionInput = fields({ name: graphName, revision: number, reason: reasonText });
export const unretireRevisionInput = fields({ name: graphName, revision: number });

/** `name`: the graph whose draft runs them. */
export const childGraphsInput = fields({ name: graphName });
export const revisionParamsInput = fields({ name: graphName, revision: number });

export type SealedGraph = {
  readonly name: string;
  readonly revision: number;
  readonly digest: string;
  /** The edit of the draft now: the next one where graphs that it runs were pinned in it. */
  readonly edit: number;
  /** False where the same content was sealed before: then that revision is named. */
  readonly isNew: boolean;
  /** How many warnings the revision has, and how many of them nobody gave a reason for. */
  readonly warnings: number;
  readonly withoutReason: number;
  /** What was given and is not kept: the revision was there already, or a warning is not there. */
  readonly notKept: readonly ("note" | "reason")[];
  /** Set where the revision was there already and is retired. */
  readonly retired: Retirement | null;
};

/** Since when nothing new is launched of a revision, and why. */
export type Retirement = { readonly at: Date; readonly by: string; readonly reason: string };

/** A warning that a revision was sealed over; `reason` is null where nobody gave one. */
type SealedWarning = {
  readonly code: string;
  readonly text: string;
  readonly vertices: readonly string[];
  readonly reason: string | null;
};

/** What is known of a sealed revision besides its content. */
export type SealedFacts = {
  readonly note: string | null;
  readonly warnings: readonly SealedWarning[];
  readonly retired: Retirement | null;
};

/** A sealed revision in the list of all of a graph. */
export type ListedRevision = {
  readonly number: number;
  readonly digest: string;
  readonly sealedAt: Date;
  readonly sealedBy: string;
  readonly note: string | null;
  readonly warnings: number;
  readonly withoutReason: number;
  readonly retired: Retirement | null;
  /**
   * How many pipelines run or ran it, by their states; a state that none is in is left out. More than `MAX_COUNTED` means: so
   * many, or more.
   */
  readonly pipelines: { readonly [State in PipelineState]?: number };
};

/** Newest first. */
export type RevisionPage = { readonly revisions: readonly ListedRevision[]; readonly hasMore: boolean };

export type RetiredRevision = {
  readonly name: string;
  readonly revision: number;
  readonly retired: Retirement | null;
  /** False where it was so already. */
  readonly isChanged: boolean;
};

/** A sealed graph that vertices of a draft run, as the draft names it: `name@revision`. */
export type ChildGraph = {
  readonly name: string;
  readonly revision: number;
  /** The content that is pinned; null where the draft names a revision alone. */
  readonly digest: string | null;
  /** The graph that has it, and as which revision: another one where the graph was renamed. */
  readonly graph: string;
  readonly at: number;
  /** What is pinned has another content than `name@revision` has now: another graph has that name. */
  readonly isOther: boolean;
  readonly retired: Retirement | null;
  /** The newest sealed revision that is not retired. */
  readonly newest: { readonly number: number; readonly digest: string } | null;
};

/** What a sealed revision asks for at its launch, and what it gives. */
export type RevisionParams = {
  readonly params: Readonly<Record<string, InputSpec>>;
  readonly outputs: readonly string[];
};
