import type { ASTNode } from "@marcbachmann/cel-js";

/** The operations that go through a list. */
export const LOOPS: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "filter", "map"]);

/** The vertex of `outputs.A` or `outputs["A"]`, if `what` is `outputs`; null for any other node. */
export function vertexIn(what: "outputs" | "callbacks", node: ASTNode): string | null {
  if (node.op === "." || node.op === "[]") {
    const [of] = node.args;
    if (of.op === "id" && of.args === what) return keyOf(node, of);
  }
  return null;
}

/** The vertex of `has(outputs.A.key)`; null for any other node. */
export function vertexAsked(node: ASTNode): string | null {
  if (node.op !== "call" || node.args[0] !== "has") return null;
  const [field] = node.args[1];
  return field?.op === "." ? vertexIn("outputs", field.args[0]) : null;
}

/** The problem of an expression that reads `outputs` or `callbacks` as a whole: the vertices would be unknown. */
export function wholeProblem(
  what: "outputs" | "callbacks",
  example: string,
  node: ASTNode,
  parent: ASTNode | null,
): string | null {
  if (node.op !== "id" || node.args !== what) return null;
  if (parent !== null && vertexIn(what, parent) !== null) return null;
  const quoted = example.replace(/\.A/, '["my vertex"]');
  return `\`${what}\` is read by a vertex's name: \`${example}\`, or \`${quoted}\``;
}

/** The key that `parent` reads from `child`; null if the key is computed. */
export function keyOf(parent: ASTNode, child: ASTNode): string | null {
  if (parent.op === "." && parent.args[0] === child) return parent.args[1];
  if (parent.op !== "[]" || parent.args[0] !== child) return null;
  const [, key] = parent.args;
  return key.op === "value" && typeof key.args === "string" ? key.args : null;
}

/** Visits every node and returns the first problem, as a sentence without its full stop; null if there is none. */
export function walk(
  node: ASTNode,
  isInLoop: boolean,
  look: (node: ASTNode, parent: ASTNode | null) => string | null,
  parent: ASTNode | null = null,
): string | null {
  const problem = look(node, parent) ?? callProblem(node, isInLoop) ?? mapProblem(node);
  if (problem !== null) return problem;
  // The list that a loop goes through is worked out once, so it may come from another loop.
  const list = node.op === "rcall" && LOOPS.has(node.args[0]) ? node.args[1] : null;
  for (const part of partsOf(node)) {
    const found = walk(part, isInLoop || (list !== null && part !== list), look, node);
    if (found !== null) return found;
  }
  return null;
}

function callProblem(node: ASTNode, isInLoop: boolean): string | null {
  if (node.op !== "rcall" && node.op !== "call") return null;
  const [name] = node.args;
  if (name === "bind") return "`bind` is not available: repeat the expression instead";
  if (name === "json")
    return "`json` is not available: an input or an output of the type json reads the text";
  if (name === "matches")
    return '`matches` is not available, because some patterns take too long: `text.fits("pattern")` asks whether the whole text fits';
  if (isInLoop && LOOPS.has(name)) return `\`${name}\` inside of another loop is not available`;
  return null;
}

/** Keys that the CEL library drops, or moves to another place of the map. */
const UNKEPT_KEY = /^(?:0|[1-9][0-9]*|__proto__|constructor|prototype)$/;

function mapProblem(node: ASTNode): string | null {
  if (node.op !== "map") return null;
  for (const [key] of node.args) {
    if (key.op !== "value" || typeof key.args !== "string")
      return 'a key of a map in an expression is text in quotes, such as `{"name": item}`';
    if (UNKEPT_KEY.test(key.args))
      return `a map in an expression cannot have the key \`${key.args}\`: the script can make such a map`;
  }
  return null;
}

function partsOf(node: ASTNode): readonly ASTNode[] {
  const { args } = node;
  if (!Array.isArray(args))
    return typeof args === "object" && args !== null && "op" in args ? [args as ASTNode] : [];
  return (args as readonly unknown[]).flat(2).filter((part): part is ASTNode => {
    return typeof part === "object" && part !== null && "op" in part;
  });
}
