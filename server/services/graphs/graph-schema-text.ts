import { wholeGraphSchema } from "#engine/graph-triggers/whole-graph-schema.ts";

let text: string | null = null;

/** The JSON Schema of graph files, made once. */
export function graphSchemaText(): string {
  text ??= JSON.stringify(wholeGraphSchema(), null, 2);
  return text;
}
