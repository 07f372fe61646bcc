import type { LucideIcon } from "lucide-react";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import type { FileFields } from "#engine/shape/file-part.ts";

/** Everything that people see of one vertex kind. `KIND_VIEWS` has one for each. */
export type KindView = {
  /** What people call it, in sentence case. */
  readonly label: string;
  readonly icon: LucideIcon;
  /** What can be added to a graph: the palette offers the first, the list on the canvas all. Empty: nothing yet. */
  readonly additions: readonly [Addition, ...Addition[]] | readonly [];
  /** What a vertex does, in one line of its card; null where that is not set yet. */
  readonly cardLine: (spec: VertexSpec) => string | null;
  /** What the card says instead. */
  readonly emptyCardLine: string;
  /** What the foot of the card calls it. */
  readonly cardNote: (spec: VertexSpec) => string;
  /** What it holds as text: the revision page shows it, and find searches in it. */
  readonly texts: (spec: VertexSpec) => readonly KindText[];
};

/** One way to begin a vertex. */
export type Addition = {
  readonly label: string;
  /** Other words that find it in a list. */
  readonly words?: string;
  /** The new vertex, as in a graph file. */
  readonly spec: FileFields;
};

export type KindText = { readonly label: string; readonly text: string };

/** The texts that are there. */
export function textsOf(texts: Readonly<Record<string, string | undefined>>): readonly KindText[] {
  return Object.entries(texts).flatMap(([label, text]) =>
    text === undefined || text === "" ? [] : [{ label, text }],
  );
}
