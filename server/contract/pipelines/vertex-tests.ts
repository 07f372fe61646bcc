import { z } from "zod";
import { fields, graphName, plainText, vertexName } from "../fields.ts";
import { namedValues, valuesByVertex } from "../values.ts";

/** How much of the draft runs: the vertex alone, or all before it as well. */
export const testVertexInput = fields({
  name: graphName,
  vertex: vertexName,
  reach: z.enum(["vertex", "upstream"]).default("vertex"),
  /** The save of the draft that is meant; absent: the draft as it is. */
  edit: z.int().min(0).optional(),
  params: namedValues.default({}),
  /** Vertex → input → value. The inputs of a vertex that does not run are its outputs. */
  inputs: valuesByVertex.default({}),
  /** Said twice, tested once. */
  key: plainText.min(1).max(200).optional(),
});
