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
  /** Of a vertex that one side removed: what the other side drew or changed at its edges, which goes with it. */
  readonly edges?: { readonly side: Side; readonly changed: unknown };
};

/** What a person chose, by the ids of conflicts. */
export type MergeChoices = ReadonlyMap<string, Side>;

export const NO_CHOICES: MergeChoices = new Map();

/** What a person decided at one place: the side that stays, and what the other side had there when they were asked. */
export type Decision = { readonly side: Side; readonly givenUp: unknown };

/** What a person decided, by the ids of conflicts. */
export type Decisions = ReadonlyMap<string, Decision>;

export const NOTHING_DECIDED: Decisions = new Map();

/** What somebody decides who is shown this conflict and keeps one side. */
export function decisionFor(conflict: MergeConflict, side: Side): Decision {
  const other = side === "mine" ? "theirs" : "mine";
  const { [other]: value, edges } = conflict;
  return { side, givenUp: edges?.side === other ? { value, edges: edges.changed } : value };
}

/** The id of the conflict at a place. */
export function conflictId(subject: MergeSubject, path: readonly string[]): string {
  return JSON.stringify([subject, ...path]);
}
