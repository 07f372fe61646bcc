import { z } from "zod";
import type { InputSpec, Json } from "#engine/model/graph-content.ts";
import { fields, plainText } from "../fields.ts";
import { namedValues } from "../values.ts";

/** So many prompts of one state are listed: the oldest open ones, or the newest closed ones. */
export const MAX_LISTED_PROMPTS = 200;
export const listPromptsInput = fields({
  state: z.enum(["open", "answered", "withdrawn"]).default("open"),
});
export const promptInput = fields({ id: z.int().min(1) });
export const answerPromptInput = fields({
  id: z.int().min(1),
  values: namedValues.default({}),
  /** What is said of an approval. */
  verdict: z.enum(["approve", "reject"]).optional(),
  comment: plainText.max(2_000).optional(),
  /** The digest of the content that the person has seen. An answer about other content is refused. */
  digest: plainText.max(100).optional(),
  /** When the prompt opened that the person has seen, in milliseconds since 1970: an answer to another one is refused. */
  openedAt: z.int().min(0).optional(),
  /** The id of the person who gave the answer, where it was held: it is refused while somebody else is signed in. */
  by: z.int().min(1).optional(),
});

/** A prompt that a track asked: what it asks is shown by its id. */
export type TrackPrompt = {
  readonly id: number;
  readonly state: "open" | "answered" | "withdrawn";
  readonly openedAt: Date;
  readonly closedAt: Date | null;
};

/** `to`: the email or the name of the person who answers instead. */
export const delegatePromptInput = fields({ id: z.int().min(1), to: plainText.trim().min(1).max(254) });

/** `prefill` is what the field begins with, if anything. Null is a value of the type json. */
export type PromptField = {
  readonly name: string;
  readonly spec: InputSpec;
  readonly prefill?: Json | undefined;
};

/** What is asked, who has approved it, and who can. */
export type ApprovalView = {
  readonly title: string | null;
  readonly dueAt: Date | null;
  /** How long there was to answer when this was read, by the clock that decides: the database's. The reader's may be wrong. */
  readonly dueInMs: number | null;
  /** As the graph file has them. Empty: everybody who may answer in the folder. */
  readonly assignees: readonly string[];
  readonly quorum: number;
  readonly excludeLauncher: boolean;
  readonly excludeSealer: boolean;
  /** Those before the last one. `counts` is false where the person may not approve any more. */
  readonly approvals: readonly {
    readonly name: string;
    readonly at: Date;
    readonly comment: string | null;
    readonly counts: boolean;
  }[];
  /** Who can still approve it, the first of them by name; null where everybody who may answer can, or where it is closed. */
  readonly able: { readonly names: readonly string[]; readonly count: number } | null;
  /** Why it can never be approved as things are. */
  readonly impossible: string | null;
  /** Why the one who looks cannot approve or reject it; null where they can. */
  readonly why: string | null;
  /** Whether the one who looks has approved it, and others have to. */
  readonly hasApproved: boolean;
  /** Whether the one who looks may give their place to somebody else. */
  readonly canDelegate: boolean;
};

export type PromptView = {
  readonly id: number;
  readonly state: "open" | "answered" | "withdrawn";
  readonly pipeline: { readonly id: number; readonly name: string };
  readonly graph: string;
  readonly folder: string;
  readonly revision: number;
  /** Of what the pipeline runs: an approval is about that, and no other content. */
  readonly digest: string;
  readonly vertex: string;
  readonly description: string | null;
  /**
   * Where it asks for approval: its title with the values in it, and when nobody need answer any more. Null where it asks
   * for values only.
   */
  readonly approval: ApprovalView | null;
  readonly fields: readonly PromptField[];
  /** Values that are only shown: an approval is about them. */
  readonly shown: readonly PromptField[];
  /** The vertex's script as it was sealed: what the values are for. */
  readonly script: string | null;
  /** Names of the vertices right before and right behind. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  /** Of a withdrawn one: what happened, as a sentence. */
  readonly whyWithdrawn: string | null;
  readonly answeredBy: string | null;
  readonly values: Readonly<Record<string, Json>> | null;
  readonly comment: string | null;
};
