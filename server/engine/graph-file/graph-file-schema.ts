import * as z from "zod";
import { fileFormOf } from "../shape/fields/file-form.ts";
import { graphShape } from "../shape/graph-shape.ts";

/** The title of the JSON Schema. */
const TITLE = "Signalbox graph file";

/**
 * The JSON Schema (draft 2020-12) of graph files, for editors. It describes every field, and both forms of a value that
 * can be written in two ways. It allows what `parseGraphFile` allows, and also what only code can check: invalid names,
 * invalid CEL, and durations that are too long.
 */
export function graphFileSchema(): { readonly [key: string]: unknown } {
  return { ...schemaOf(graphShape), title: TITLE };
}

/** The JSON Schema of what a shape reads. */
export function schemaOf(shape: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(shape, {
    io: "input",
    target: "draft-2020-12",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const form = fileFormOf(zodSchema);
      if (form === null) return;
      const { $schema: _, ...shown } = schemaOf(form);
      Object.assign(jsonSchema, shown);
    },
  });
}
