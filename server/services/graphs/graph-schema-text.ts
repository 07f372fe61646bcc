import { graphFileSchema } from "#engine/graph-file/graph-file-schema.ts";

let text: string | null = null;

/** The JSON Schema of graph files, made once. */
export function graphSchemaText(): string {
  text ??= JSON.stringify(graphFileSchema(), null, 2);
  return text;
}
