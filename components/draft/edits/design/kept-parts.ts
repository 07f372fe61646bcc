import { isSame } from "#engine/merge/merge-values.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";

/**
 * The vertex as it is now, with the fields that say the same as before as the same objects: who shows one field has
 * nothing to do when another one is typed in.
 */
export function withKeptParts(now: VertexSpec, before: VertexSpec): VertexSpec {
  const known: Readonly<Record<string, unknown>> = before;
  return Object.fromEntries(
    Object.entries(now).map(([field, value]) => {
      const old = Object.hasOwn(known, field) ? known[field] : undefined;
      return [field, typeof value === "object" && isSame(value, old) ? old : value];
    }),
  ) as VertexSpec;
}
