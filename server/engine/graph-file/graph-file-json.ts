import * as z from "zod";
import type { GraphFile, GraphHeader, InputSpec, VertexSpec } from "../model/graph-content.ts";
import type { FileFields } from "../shape/file-part.ts";
import { graphShape, headerShape } from "../shape/graph-shape.ts";
import { inputShape } from "../shape/input-shape.ts";
import { vertexShape } from "../shape/vertex-shape.ts";
import { annotationsJson } from "./annotations.ts";

/**
 * A graph file as JSON, in the form that people write: durations as text, edges without other fields as `A -> B`, keys in
 * the order of the shape. `parseGraphFile` reads the same file from it. What is only drawn (the layout,
 * frames, notes) is omitted if it is empty or not wanted.
 */
export function graphFileJson(
  file: GraphFile,
  wants: { readonly layout: boolean } = { layout: true },
): FileFields {
  const { content, layout } = file;
  const places = [...content.vertices.keys()].flatMap((name) => {
    const place = layout.get(name);
    return place === undefined ? [] : [[name, place] as const];
  });
  const nothing = new Map();
  const whole = { ...content, layout: new Map(wants.layout ? places : []), frames: nothing, notes: nothing };
  const { layout: written, frames: _frames, notes: _notes, ...json } = encoded(graphShape, whole);
  if (!wants.layout) return json;
  return {
    ...json,
    ...(places.length > 0 && { layout: written ?? {} }),
    ...annotationsJson(file.annotations),
  };
}

/** The header fields of a graph, as in a graph file. */
export function headerJson(header: GraphHeader): FileFields {
  return encoded(headerShape, header);
}

/** One vertex, as in a graph file. */
export function vertexJson(spec: VertexSpec): FileFields {
  return encoded(vertexShape, spec);
}

/** An input or param, as in a graph file. */
export function inputJson(spec: InputSpec): FileFields {
  return encoded(inputShape, spec);
}

/** Encodes without a check. The value was checked when it was read, and another check would take five times as long. */
function encoded(shape: z.ZodType, value: unknown): FileFields {
  return z.encode(shape, value, { skipChecks: true } as object) as FileFields;
}
