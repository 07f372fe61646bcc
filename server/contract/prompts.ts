import { z } from "zod";
import type { InputSpec, Json } from "#engine/model/graph-content.ts";
import { fields, plainText } from "./fields.ts";
import { namedValues } from "./values.ts";

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
});

/** `prefill` is what the field begins with, if anything. Null is a value of the type json. */
export type PromptField = {
  readonly name: string;
  readonly spec: InputSpec;
  readonly prefill?: Json | undefined;
};

export type PromptView = {
  readonly id: number;
  readonly state: "open" | "answered" | "withdrawn";
  readonly pipeline: { readonly id: number; readonly name: string };
  readonly graph: string;
  readonly folder: string;
  readonly revision: number;
  readonly vertex: string;
  readonly description: string | null;
  /**
   * Where it asks for approval: its title with the values in it, and when nobody need answer any more. Null where it asks
   * for values only.
   */
  readonly approval: { readonly title: string | null; readonly dueAt: Date | null } | null;
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
  readonly answeredBy: string | null;
  readonly values: Readonly<Record<string, Json>> | null;
  readonly comment: string | null;
};
