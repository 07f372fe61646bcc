/**
 * What a graph is made of, in its one normal form: defaults are left out, aliases are resolved, durations are
 * milliseconds, so that the same graph has the same text and the same digest. The types are what `shape/` reads; the
 * only maker of these values is `parseGraphFile` in `graph-file/graph-file.ts`.
 */
import type * as z from "zod";
import type { graphShape, headerShape } from "../shape/graph-shape.ts";
import type { inputShape, outputShape } from "../shape/input-shape.ts";
import type { INTERPRETERS } from "../shape/kind-fields.ts";
import type { vertexShape } from "../shape/vertex-shape.ts";

export type { InputType } from "../shape/input-shape.ts";
export type { Json } from "../shape/json.ts";
export type { VertexKind } from "../shape/kind-fields.ts";

export type InputSpec = z.output<typeof inputShape>;
export type OutputSpec = z.output<typeof outputShape>;

export type Interpreter = (typeof INTERPRETERS)[number];

/** One vertex. Which fields a kind may carry is the kind's own law; check says so. */
export type VertexSpec = z.output<typeof vertexShape>;
/** A request. `{name}` is the value of an input, in the address, the headers and the body. */
export type HttpSpec = NonNullable<VertexSpec["http"]>;

export type EmailSpec = NonNullable<VertexSpec["email"]>;

type Shape = z.output<typeof graphShape>;
export type EdgeSpec = Shape["edges"][number];

export type GraphContent = GraphHeader & {
  readonly signalbox: 1;
  readonly name: string;
  /** In the file's order; a vertex's number is its place in it, from 0. */
  readonly vertices: ReadonlyMap<string, VertexSpec>;
  /** In the file's order. */
  readonly edges: readonly EdgeSpec[];
};

/** What a graph says of itself, beside its name, its vertices and its edges. */
export type GraphHeader = z.output<typeof headerShape>;

/** The header of a graph, whole. */
export function headerOf({
  signalbox: _1,
  name: _2,
  vertices: _3,
  edges: _4,
  ...header
}: GraphContent): GraphHeader {
  return header;
}

/** Where the vertices stand on the canvas. Not part of the digest. */
export type Layout = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

export type GraphFile = { readonly content: GraphContent; readonly layout: Layout };

export type FindingLevel = "error" | "warning";

/** One thing that check has to say. `code` is the rule's id and stays the same for ever; `text` is a whole sentence. */
export type Finding = {
  readonly code: string;
  readonly level: FindingLevel;
  readonly text: string;
  readonly vertices: readonly string[];
  readonly edges: readonly { readonly tail: string; readonly head: string }[];
  /** What would make it right; absent where only a person can tell. */
  readonly fix?: FindingFix;
};

/** A change of one text of a vertex; the offsets of its edits are those of the text as it was checked. */
export type FindingFix = {
  /** What a button says that makes the change. */
  readonly label: string;
  readonly vertex: string;
  readonly field: "script" | "revert";
  readonly edits: readonly { readonly from: number; readonly to: number; readonly text: string }[];
};
