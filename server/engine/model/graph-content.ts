/**
 * The content of a graph in its normal form: without defaults, with aliases resolved, with durations in milliseconds. So
 * the same graph always has the same text and digest. The types come from the schemas in `shape/`; only `parseGraphFile`
 * in `graph-file/graph-file.ts` creates these values.
 */
import type * as z from "zod";
import type { FindingLevel } from "../rules/rule.ts";
import type { annotationShape } from "../shape/annotation-shape.ts";
import type { INTERPRETERS } from "../shape/fields/kind-fields.ts";
import type { graphShape, headerShape } from "../shape/graph-shape.ts";
import type { inputShape, outputShape } from "../shape/input-shape.ts";
import type { vertexShape } from "../shape/vertex-shape.ts";
import type { Untidiness } from "../text/plain-text.ts";

export type { Json, Values } from "../json/json.ts";
export type { VertexKind } from "../shape/fields/kind-fields.ts";
export type { InputType } from "../shape/input-shape.ts";

export type InputSpec = z.output<typeof inputShape>;
export type OutputSpec = z.output<typeof outputShape>;

export type Interpreter = (typeof INTERPRETERS)[number];

/** One vertex. Its kind decides which fields it may have; check reports the others. */
export type VertexSpec = z.output<typeof vertexShape>;
/** An HTTP request. `{name}` in the address, the headers and the body is the value of an input. */
export type HttpSpec = NonNullable<VertexSpec["http"]>;

/** Something that a person still has to do. `blocks`: before it is done, the graph cannot be sealed. */
export type TodoSpec = NonNullable<VertexSpec["todo"]>[number];

export type EmailSpec = NonNullable<VertexSpec["email"]>;

export type TransferSpec = NonNullable<VertexSpec["transfer"]>;

type Shape = z.output<typeof graphShape>;
export type EdgeSpec = Shape["edges"][number];

export type GraphContent = GraphHeader & {
  readonly signalbox: 1;
  readonly name: string;
  /** In the file's order. A vertex's number is its position, from 0. */
  readonly vertices: ReadonlyMap<string, VertexSpec>;
  /** In the file's order. */
  readonly edges: readonly EdgeSpec[];
};

/** The fields of a graph other than its name, vertices and edges. */
export type GraphHeader = z.output<typeof headerShape>;

/** The header fields of a graph. */
export function headerOf({
  signalbox: _1,
  name: _2,
  vertices: _3,
  edges: _4,
  ...header
}: GraphContent): GraphHeader {
  return header;
}

/** The positions of the vertices on the canvas. Not part of the digest. */
export type Layout = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

/** A box around vertices, and a note on the canvas, as people draw them. */
export type FrameSpec =
  z.output<typeof annotationShape>["frames"] extends Map<string, infer Frame> ? Frame : never;
export type NoteSpec =
  z.output<typeof annotationShape>["notes"] extends Map<string, infer Note> ? Note : never;

/** Frames and notes, each by its name. Only people read them: they are not part of the digest. */
export type Annotations = {
  readonly frames: ReadonlyMap<string, FrameSpec>;
  readonly notes: ReadonlyMap<string, NoteSpec>;
};

export type GraphFile = {
  readonly content: GraphContent;
  readonly layout: Layout;
  /** Left out where there are none. Every vertex that a frame names is in the graph, and in no other frame. */
  readonly annotations?: Annotations | undefined;
};

export type { FindingLevel } from "../rules/rule.ts";

/** One result of check. `code` is the rule's id and never changes; `text` is a whole sentence. */
export type Finding = {
  readonly code: string;
  readonly level: FindingLevel;
  readonly text: string;
  readonly vertices: readonly string[];
  readonly edges: readonly { readonly tail: string; readonly head: string }[];
  /** The field of the vertex that it is about; undefined: the rule says it, or it is about the vertex as a whole. */
  readonly field?: keyof VertexSpec;
  /** The line of the text in that field, counted from 1. */
  readonly line?: number;
  /** The change that corrects it; undefined if only a person can decide how. */
  readonly fix?: FindingFix;
  /** Another change that corrects it as well: a person chooses one of the two. */
  readonly otherFix?: FindingFix;
};

/** One field of an edge and its value; null where it has none. */
export type EdgeFieldChange =
  | { readonly field: "when"; readonly value: string | null }
  | { readonly field: "default" | "rescue"; readonly value: true | null }
  | { readonly field: "after"; readonly value: null };

/** The change that a finding offers. `label` is that of the button that makes it. */
export type FindingFix =
  | (VertexFix & { readonly label: string; readonly vertex: string })
  /** The entry of `todo` with this text is removed; a vertex of null is the graph itself. */
  | { readonly label: string; readonly change: "todo"; readonly vertex: string | null; readonly todo: string }
  /** A declared value that nothing reads is removed; a vertex of null: a param of the graph. */
  | {
      readonly label: string;
      readonly change: "remove-value";
      readonly of: "params" | "inputs" | "outputs";
      readonly vertex: string | null;
      readonly name: string;
    }
  /** All texts of the vertex (null: of the graph and its edges) are tidied. */
  | {
      readonly label: string;
      readonly change: "tidy";
      readonly vertex: string | null;
      readonly what: Untidiness;
    };

/** A change of one vertex or of the edges to it. */
type VertexFix =
  | {
      /** Parts of one text are replaced. */
      readonly change: "text";
      readonly field: "script" | "revert";
      /** The digest of the text as it was checked (`textDigest`): the offsets are of that text. */
      readonly of: string;
      readonly edits: readonly { readonly from: number; readonly to: number; readonly text: string }[];
    }
  | { readonly change: "interpreter"; readonly interpreter: Interpreter }
  /** The edge keeps its `after` and nothing else. */
  | { readonly change: "timer"; readonly tail: string; readonly after: string }
  /** A field of the vertex, however deep, gets a value; null takes it away. */
  | {
      readonly change: "field";
      readonly path: readonly [keyof VertexSpec, ...string[]];
      readonly value: string | boolean | null;
    }
  /** An edge to the vertex is added. */
  | { readonly change: "connect"; readonly tail: string }
  /** One field of the edge to the vertex gets a value; null takes it away. */
  | ({ readonly change: "edge-field"; readonly tail: string } & EdgeFieldChange)
  /** The edges from these tails to the vertex are removed. */
  | { readonly change: "remove-edges"; readonly tails: readonly string[] }
  | {
      /** An input is added. */
      readonly change: "input";
      readonly name: string;
      readonly input: InputSpec;
    };
