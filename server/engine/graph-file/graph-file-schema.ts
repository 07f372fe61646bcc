import * as z from "zod";
import { fileFormOf } from "../shape/file-form.ts";
import { graphShape } from "../shape/graph-shape.ts";

/** Where the JSON Schema of graph files says that it is. */
const TITLE = "Signalbox graph file";

/**
 * The JSON Schema (draft 2020-12) of graph files, for editors: every field with its description, and both forms of what
 * can be written in two. It allows what `parseGraphFile` allows, save what only code can judge (names, CEL, durations
 * that are too long).
 */
export function graphFileSchema(): { readonly [key: string]: unknown } {
  return { ...schemaOf(graphShape), title: TITLE };
}

function schemaOf(shape: z.ZodType): z.core.JSONSchema.BaseSchema {
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
