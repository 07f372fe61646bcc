import * as z from "zod";
import { vertexNameOf, vertexNameProblem } from "../names/graph-names.ts";
import { namedField } from "./fields.ts";

/** The name of a vertex, in its composed form. Frames and notes are called by the same rules. */
export const vertexName = z.codec(namedField(vertexNameProblem), z.string(), {
  decode: vertexNameOf,
  encode: (name) => name,
});
