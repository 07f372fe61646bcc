import * as z from "zod";
import { metText } from "../text/met-text.ts";
import {
  durationField,
  flagField,
  leftOut,
  mapField,
  namedField,
  part,
  proseField,
  recordField,
  wordField,
} from "./fields.ts";
import { markedAs } from "./file-form.ts";
import { graphNameProblem, inputNameProblem, vertexNameOf, vertexNameProblem } from "./graph-names.ts";
import { graphOutputShape, inputShape } from "./input-shape.ts";
import { vertexShape } from "./vertex-shape.ts";

export const MAX_VERTICES = 10_000;
export const MAX_EDGES = 50_000;
/** Pixels from the canvas's origin: farther out nobody finds a vertex again. */
export const MAX_COORDINATE = 1_000_000;

const vertexName = z.codec(namedField(vertexNameProblem), z.string(), {
  decode: vertexNameOf,
  encode: (name) => name,
});

const edgeObject = part(
  z.strictObject({
    tail: vertexName.describe("The vertex it begins at."),
    head: vertexName.describe("The vertex it leads to."),
    when: leftOut(z.string().min(1).max(10_000), (condition) => condition === "succeeded").describe(
      "`succeeded` (as where it is left out), `failed`, `always`, or a CEL expression.",
    ),
    default: flagField().describe("It is live where no other edge of its tail is."),
  }),
);

/** `A -> B` is read as `{ tail: A, head: B }`. Vertex names have no `>`, so there is only one way to read it. */
const edge = z.codec(
  markedAs(z.unknown(), () => z.union([z.string().regex(/^[^>]+->[^>]+$/), edgeObject])),
  edgeObject,
  {
    decode: (met, context) => {
      if (typeof met !== "string") return met as z.input<typeof edgeObject>;
      const ends = met.split("->").map((end) => end.trim());
      if (ends.length === 2) return { tail: ends[0] ?? "", head: ends[1] ?? "" };
      const hint = ends.length > 2 ? " Write one edge for each arrow." : "";
      const message = `Wanted an edge such as \`A -> B\`, met ${metText(met)}.${hint}`;
      context.issues.push({ code: "custom", message, input: met });
      return z.NEVER;
    },
    encode: (spec) =>
      spec.when === undefined && spec.default === undefined ? `${spec.tail} -> ${spec.head}` : spec,
  },
);

const edges = z.array(edge).max(MAX_EDGES);

const coordinate = z.codec(z.number().min(-MAX_COORDINATE).max(MAX_COORDINATE), z.number(), {
  // `+ 0` turns -0 into 0.
  decode: (value) => Math.round(value) + 0,
  encode: (value) => value,
});

const place = z.codec(
  z.tuple([coordinate, coordinate]),
  z.custom<{ readonly x: number; readonly y: number }>(),
  { decode: ([x, y]) => ({ x, y }), encode: ({ x, y }): [number, number] => [x, y] },
);

const concurrent = (what: string) => z.int().min(1).max(1_000).optional().describe(what);

const HEADER_FIELDS = {
  description: proseField().describe("What it does, for people."),
  params: recordField(inputNameProblem, inputShape).describe("What it is given at launch, by name."),
  outputs: recordField(inputNameProblem, graphOutputShape).describe(
    "What it gives whoever runs it as a part of another graph.",
  ),
  onFailure: wordField("stop", ["continue", "revert"]).describe("What happens once a vertex has failed."),
  limits: leftOut(
    part(
      z.strictObject({
        pipelines: concurrent("How many pipelines of it run at once."),
        tracks: concurrent("How many tracks of one pipeline run at once."),
      }),
    ),
    (limits) => Object.keys(limits).length === 0,
  ).describe("How much runs at once."),
  timeout: durationField(1_000).optional().describe("How long a pipeline of it may take as a whole."),
};

/** What a graph says of itself, beside its name, its vertices and its edges. */
export const headerShape = part(z.strictObject(HEADER_FIELDS));

/**
 * The one statement of what a graph file holds. Reading is `decode`, writing is `encode` with the keys in this order,
 * the types in `model/graph-content.ts` are its output, and the JSON Schema is made from it.
 */
export const graphShape = z.strictObject({
  signalbox: z
    .literal(1, {
      error: (issue) =>
        `Wanted \`signalbox: 1\`, the version of the file's form, met ${metText(issue.input)}.`,
    })
    .describe("The version of the file's form."),
  name: namedField(graphNameProblem).describe("The graph's name."),
  ...HEADER_FIELDS,
  vertices: mapField(vertexName, vertexShape, MAX_VERTICES).describe("The steps, by name."),
  edges: z
    .codec(
      markedAs(z.unknown().optional(), () => edges.nullable()),
      edges,
      { decode: (met) => (met ?? []) as z.input<typeof edges>, encode: (list) => list },
    )
    .describe("What waits for what: `A -> B` where B begins once A has succeeded."),
  layout: mapField(vertexName, place, MAX_VERTICES).describe("Where the vertices stand on the canvas."),
});
