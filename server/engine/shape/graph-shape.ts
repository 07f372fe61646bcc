import * as z from "zod";
import { valueInWords } from "../text/value-in-words.ts";
import { ANNOTATION_FIELDS } from "./annotation-shape.ts";
import {
  durationField,
  flagField,
  mapField,
  namedField,
  part,
  proseField,
  recordField,
  withoutDefault,
  wordField,
} from "./fields/fields.ts";
import { withFileForm } from "./fields/file-form.ts";
import { MAX_LOG_MIB } from "./fields/log-cap.ts";
import { place } from "./fields/place-field.ts";
import { todoField } from "./fields/todo-field.ts";
import { vertexName } from "./fields/vertex-name-field.ts";
import { graphOutputShape, inputShape } from "./input-shape.ts";
import { graphNameProblem, inputNameProblem } from "./names/graph-names.ts";
import { vertexShape } from "./vertex-shape.ts";

export const MAX_VERTICES = 10_000;
export const MAX_EDGES = 50_000;

const EDGE_FIELDS = {
  tail: vertexName.describe("The vertex where the edge begins."),
  head: vertexName.describe("The vertex where the edge ends."),
  when: withoutDefault(z.string().min(1).max(10_000), (condition) => condition === "succeeded").describe(
    "`succeeded` (the default), `failed`, `always`, or a CEL expression.",
  ),
  default: flagField().describe("The edge is taken if no other edge of its tail is taken."),
  rescue: flagField().describe(
    "The failure is handled if this edge is taken. Only with `failed`, or with a condition over `state` or `exit`.",
  ),
  after: durationField(1_000)
    .optional()
    .describe(
      "The head starts if the tail has not ended so long after it began. It does not touch the tail.",
    ),
};
const edgeObject = part(z.strictObject(EDGE_FIELDS));

/** The form in a file: one tail and head, or several; see `graph-file/short-forms.ts`. */
const edgeForm = () => {
  const names = z.union([vertexName, z.array(vertexName).min(1)]);
  return z.union([
    z.string().regex(/^[^>]+(->[^>]+)+$/),
    z.strictObject({
      ...EDGE_FIELDS,
      tail: names.describe("The vertex where the edge begins, or several: one edge from each."),
      head: names.describe("The vertex where the edge ends, or several: one edge to each."),
    }),
  ]);
};

/** `A -> B` is read as `{ tail: A, head: B }`. This is not ambiguous, because vertex names have no `>`. */
const edge = z.codec(withFileForm(z.unknown(), edgeForm), edgeObject, {
  decode: (found, context) => {
    if (typeof found !== "string") return found as z.input<typeof edgeObject>;
    const ends = found.split("->").map((end) => end.trim());
    if (ends.length === 2) return { tail: ends[0] ?? "", head: ends[1] ?? "" };
    const message = `Wanted an edge such as \`A -> B\`, found ${valueInWords(found)}.`;
    context.issues.push({ code: "custom", message, input: found });
    return z.NEVER;
  },
  encode: (spec) => {
    const { tail, head, ...others } = spec as z.output<typeof edgeObject>;
    return Object.values(others).every((value) => value === undefined) ? `${tail} -> ${head}` : spec;
  },
});

const edges = z.array(edge).max(MAX_EDGES);

const concurrent = (what: string) => z.int().min(1).max(1_000).optional().describe(what);

const HEADER_FIELDS = {
  description: proseField().describe("What the graph does, for people."),
  todo: todoField.describe("What a person still has to do in the graph. Check shows each."),
  params: recordField(inputNameProblem, inputShape).describe("The values that are given at launch, by name."),
  outputs: recordField(inputNameProblem, graphOutputShape).describe(
    "What the graph gives to a vertex that runs it as a child pipeline.",
  ),
  onFailure: wordField("stop", ["continue", "revert"]).describe("What happens when a vertex has failed."),
  limits: withoutDefault(
    part(
      z.strictObject({
        pipelines: concurrent("How many pipelines of the graph run at once."),
        tracks: concurrent("How many tracks of one pipeline run at once."),
        logMiB: z
          .int()
          .min(1)
          .max(MAX_LOG_MIB)
          .optional()
          .describe("How many MiB of the log of an attempt are kept: its beginning and its end."),
      }),
    ),
    (limits) => Object.keys(limits).length === 0,
  ).describe("How many pipelines and tracks run at once, and how much of a log is kept."),
  timeout: durationField(1_000).optional().describe("How long a whole pipeline of the graph may take."),
};

/** The fields of a graph other than its name, vertices and edges. */
export const headerShape = part(z.strictObject(HEADER_FIELDS));

/**
 * The schema of a graph file. `decode` reads a file; `encode` writes it, with the keys in this order. The types in
 * `model/graph-content.ts` and the JSON Schema are generated from it.
 */
export const graphShape = z.strictObject({
  signalbox: z
    .literal(1, {
      error: (issue) =>
        `Wanted \`signalbox: 1\`, the version of the file format, found ${valueInWords(issue.input)}.`,
    })
    .describe("The version of the file format."),
  name: namedField(graphNameProblem).describe("The graph's name."),
  ...HEADER_FIELDS,
  vertices: mapField(vertexName, vertexShape, MAX_VERTICES).describe("The steps, by name."),
  edges: z
    .codec(
      withFileForm(z.unknown().optional(), () => edges.nullable()),
      edges,
      { decode: (found) => (found ?? []) as z.input<typeof edges>, encode: (list) => list },
    )
    .describe("Which vertex waits for which: with `A -> B`, B begins when A has succeeded."),
  layout: mapField(vertexName, place, MAX_VERTICES).describe("The positions of the vertices on the canvas."),
  ...ANNOTATION_FIELDS,
  triggers: z
    .undefined({ error: "Schedules and triggers are no part of a draft: apply them from a graph file." })
    .optional()
    .describe("Schedules and triggers that launch the graph. They are applied by themselves, on wish."),
});
