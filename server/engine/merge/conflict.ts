/** Whose change it is: of whoever looks at the page, or of whoever saved meanwhile. */
export type Side = "mine" | "theirs";

/** What a conflict is about. */
export type MergeSubject =
  | { readonly is: "graph" }
  | { readonly is: "vertex"; readonly name: string }
  | { readonly is: "edge"; readonly tail: string; readonly head: string }
  | { readonly is: "frame" | "note"; readonly name: string };

/** One place that both changed in different ways. */
export type MergeConflict = {
  /** The same for the same place of the same graph, so that a choice outlives another merge. */
  readonly id: string;
  readonly subject: MergeSubject;
  /** The field, such as `["inputs", "host", "type"]`; empty where the vertex or edge itself is there or not. */
  readonly path: readonly string[];
  /** The values, as in the normal form of a graph; undefined where there is none. */
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
};

/** What a person chose, by the ids of conflicts. */
export type MergeChoices = ReadonlyMap<string, Side>;

export const NO_CHOICES: MergeChoices = new Map();

/** The id of the conflict at a place. */
export function conflictId(subject: MergeSubject, path: readonly string[]): string {
  return JSON.stringify([subject, ...path]);
}
