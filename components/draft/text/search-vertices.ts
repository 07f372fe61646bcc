import type { GraphContent } from "#engine/model/graph-content.ts";

/** Where in a vertex what was searched for stands. */
export type SearchHit = { readonly vertex: string; readonly where: string };

/** Vertices that have a text in their name, script, inputs or description; those that have it in the name first. */
export function found({ vertices }: GraphContent, query: string): readonly SearchHit[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return [];
  const has = (text: string | undefined) => text?.toLowerCase().includes(wanted) === true;
  const inNames: SearchHit[] = [];
  const elsewhere: SearchHit[] = [];
  for (const [vertex, spec] of vertices) {
    const line = spec.script?.split("\n").findIndex(has) ?? -1;
    const input = Object.entries(spec.inputs ?? {}).find(
      ([name, { description }]) => has(name) || has(description),
    );
    if (has(vertex)) inNames.push({ vertex, where: "name" });
    else if (line >= 0) elsewhere.push({ vertex, where: `script, line ${line + 1}` });
    else if (input !== undefined) elsewhere.push({ vertex, where: `input ${input[0]}` });
    else if (has(spec.description)) elsewhere.push({ vertex, where: "description" });
  }
  return [...inNames, ...elsewhere];
}
