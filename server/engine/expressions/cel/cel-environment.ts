import { Environment } from "@marcbachmann/cel-js";
import { valuePattern } from "../../values/patterns/value-pattern.ts";

/** The most parts of an expression. What it costs with large values is counted: see `costs/`. */
const MAX_EXPRESSION_PARTS = 300;

/** CEL's own operators take two numbers of one type only. With a double, the result of these is a double. */
const MIXED: Readonly<Record<string, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
};

/**
 * The CEL that graphs use. Check and run make their environments here, so that both know the same functions and
 * operators.
 *
 * @param isTyped variables must be registered with their types; else any name is a value of unknown type.
 */
export function celEnvironment(isTyped: boolean): Environment {
  const environment = new Environment({
    unlistedVariablesAreDyn: !isTyped,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: MAX_EXPRESSION_PARTS, maxDepth: 50 },
  }).registerFunction("string.fits(string): bool", fits);
  for (const [operator, result] of Object.entries(MIXED)) {
    const mixed = (left: number | bigint, right: number | bigint) => result(Number(left), Number(right));
    environment.registerOperator(`int ${operator} double: double`, mixed);
    environment.registerOperator(`double ${operator} int: double`, mixed);
  }
  // CEL compares numbers of two types only where the type of one of them is not known.
  return environment.registerOperator("int == double: bool", (left, right) => left <= right && left >= right);
}

function fits(text: string, pattern: string): boolean {
  const made = valuePattern(pattern);
  if (!made.ok) throw new Error(made.problem);
  return made.pattern.matches(text);
}
