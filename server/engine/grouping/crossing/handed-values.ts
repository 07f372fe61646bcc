import { PIPELINE_FACTS } from "../../expressions/expression-type.ts";
import { ownOf } from "../../json/json.ts";
import { declaredTypes } from "../../kinds/graph-declarations.ts";
import { isDecidedByPerson } from "../../kinds/kinds.ts";
import { isCallback } from "../../kinds/wait/callback.ts";
import type { GraphContent, InputSpec } from "../../model/graph-content.ts";
import type { NamePath } from "../../references/expression-sites.ts";

/** The declaration with which a value is handed across the border, so that it stays what it was. */
export type HandedSpec = Pick<InputSpec, "type" | "enum">;

/** What a value outside of the group, or an output, must be declared as; null where no type keeps it as it is. */
export function handedSpec(
  content: GraphContent,
  [root, name = "", output = ""]: NamePath,
): HandedSpec | null {
  if (root === "callbacks") return { type: "string" };
  if (root === "pipeline") return { type: ownOf(PIPELINE_FACTS, name) === "int" ? "integer" : "string" };
  const types = declaredTypes(content).outputs.get(name);
  // What a person says may have several lines, which a value of the type string has not.
  const isComment = output === "comment" && isDecidedByPerson({ spec: content.vertices.get(name) ?? {} });
  if (isComment && types?.isOfItems !== true) return { type: "text" };
  const declared = ownOf(types?.declared ?? {}, output);
  // Of items, a list: as JSON, each entry is what it is, but a number without a point becomes a whole one.
  if (types?.isOfItems === true) return declared === "number" ? null : { type: "json" };
  if (declared === undefined) {
    const type = types?.undeclared(output);
    return { type: type === "string" ? "text" : type === "int" ? "integer" : "json" };
  }
  const { outputs = {}, inputs = {} } = content.vertices.get(name) ?? {};
  const words = (ownOf(outputs, output) ?? ownOf(inputs, output))?.enum;
  if (declared !== "enum") return { type: declared };
  return words === undefined ? { type: "string" } : { type: "enum", enum: words };
}

/** True for an output that is only limited by the size of all outputs, until it is handed across the border. */
export function isLimitedOnlyHanded(
  content: GraphContent,
  [root, name = "", output = ""]: NamePath,
): boolean {
  const types = root === "outputs" ? declaredTypes(content).outputs.get(name) : undefined;
  if (types === undefined) return false;
  if (types.isOfItems) return true;
  return ownOf(types.declared, output) === undefined && types.undeclared(output) !== "int";
}

/** True for a value that the graph has: others stay as they are, and check finds them. */
export function isThere({ vertices, params = {} }: GraphContent, [root, name = ""]: NamePath): boolean {
  if (root === "params") return Object.hasOwn(params, name);
  if (root === "pipeline") return Object.hasOwn(PIPELINE_FACTS, name);
  if (root === "callbacks") return isCallback({ spec: vertices.get(name) ?? {} });
  return vertices.has(name);
}

/** The names that a value may get: that of the output, or with the vertex before it. */
export function namesFor([root = "", name = "", output]: NamePath): readonly [string, string] {
  const long = output === undefined ? `${root.replace(/s$/, "")}_${name}` : `${name}_${output}`;
  return [output ?? long, long];
}
