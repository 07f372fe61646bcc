import type { ASTNode, EvaluationError } from "@marcbachmann/cel-js";

/** The codes of the CEL library's errors for a key or an item that is not there. */
const MISSING: ReadonlySet<unknown> = new Set(["no_such_key", "index_out_of_bounds"]);

/**
 * True for the error of an expression that read a key that its map does not have, or an item behind the end of its list.
 * The library has the same error for a field of a text or a number, and for an index that is no place in a list: such an
 * expression is broken, and no default may hide that.
 *
 * @param valueOfPart evaluates a part of the expression; undefined where it cannot be evaluated by itself, as in a loop.
 */
export function isOfMissingPart(error: unknown, valueOfPart: (part: ASTNode) => unknown): boolean {
  if (!(error instanceof Error && "code" in error && MISSING.has(error.code))) return false;
  const { node } = error as EvaluationError;
  if (node?.op !== "." && node?.op !== "[]") return true;
  const [container, key] = node.args;
  const value = valueOfPart(container);
  if (value === undefined || value === null || value instanceof Map) return true;
  if (!Array.isArray(value)) return typeof value === "object";
  const index = typeof key === "string" ? key : valueOfPart(key);
  if (index === undefined) return true;
  return (
    (typeof index === "bigint" || typeof index === "number") &&
    Number.isInteger(Number(index)) &&
    Number(index) >= 0
  );
}
