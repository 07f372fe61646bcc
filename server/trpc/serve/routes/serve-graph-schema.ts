import { graphSchemaText } from "#services/graphs/graph-schema-text.ts";

/** The JSON Schema of graph files, for editors. It needs no sign-in, because it reveals nothing about any graph. */
export function serveGraphSchema(): Response {
  return new Response(graphSchemaText(), {
    headers: { "content-type": "application/schema+json; charset=utf-8", "cache-control": "no-cache" },
  });
}
