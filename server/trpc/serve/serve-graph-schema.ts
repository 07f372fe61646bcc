import { graphSchemaText } from "#services/graphs/graph-schema-text.ts";

/** The JSON Schema of graph files, for editors. Whoever asks gets it: it tells nothing about any graph. */
export function serveGraphSchema(): Response {
  return new Response(graphSchemaText(), {
    headers: { "content-type": "application/schema+json; charset=utf-8", "cache-control": "no-cache" },
  });
}
