import type { ASTNode } from "@marcbachmann/cel-js";
import { isJsonList, isJsonMap, type Json } from "../json/json.ts";

/** A name and the keys behind it, such as `outputs`, `build`, `id`. */
export type ReadPath = readonly (string | number)[];

type Named = Readonly<Record<string, unknown>>;
/** Where values stand that expressions read. */
type Places = {
  readonly params: Named;
  readonly pipeline: Named;
  readonly outputs: Named;
  readonly more?: Named;
};

/**
 * The path of an expression that only reads one value; null for any other.
 *
 * @param names the vertices by the aliases that they have in the expression.
 */
export function pathIn(node: ASTNode, names: ReadonlyMap<string, string>): ReadPath | null {
  if (node.op === "id") return [node.args];
  if (node.op !== "." && node.op !== "[]") return null;
  const [of, key] = node.args;
  const path = pathIn(of, names);
  const read = typeof key === "string" ? key : key.op === "value" ? key.args : null;
  if (path === null || !(typeof read === "string" || typeof read === "bigint")) return null;
  const isVertex = path.length === 1 && path[0] === "outputs" && typeof read === "string";
  return [...path, typeof read === "bigint" ? Number(read) : isVertex ? (names.get(read) ?? read) : read];
}

/** The value at a path; undefined if there is none, or no path. */
export function valueAt(
  path: ReadPath | null,
  { params, pipeline, outputs, more = {} }: Places,
): Json | undefined {
  if (path === null) return undefined;
  let value: unknown = { ...more, params, pipeline, outputs };
  for (const key of path) value = inner(value, key);
  return value as Json | undefined;
}

function inner(value: unknown, key: string | number): unknown {
  if (isJsonMap(value)) return value.get(String(key));
  if (isJsonList(value)) return typeof key === "number" ? value[key] : undefined;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Named)[key];
}
