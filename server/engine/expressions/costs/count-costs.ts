import type { ASTNode } from "@marcbachmann/cel-js";
import { addCost, MAX_COST } from "../../cost/cost.ts";
import { addSearchCost, isEqualAtCost } from "./equality-cost.ts";
import { FUNCTION_COSTS, operatorCost } from "./function-costs.ts";
import { limitTypeDepth } from "./limit-type-depth.ts";
import { refuseConversion } from "./refuse-conversion.ts";

/**
 * The CEL library has no limit of its own, so the parsed nodes are made to count before they work. What is used of the
 * library for that is not in its types: it is said here, and count-costs-work.test.ts fails if it changes.
 */
type Node = {
  readonly op: string;
  readonly args: unknown;
  /** `alternate` is the loop that a macro such as `map` stands for. */
  readonly meta: { readonly alternate?: Node };
};

/** What carries out an operator, a call or a loop, once its operands are known. */
type Handle = (...given: unknown[]) => unknown;
type Evaluate = (evaluator: object, node: Node, context: unknown) => unknown;

/** What a loop consists of. */
type Loop = {
  readonly step: Node;
  readonly errorsAreFatal: boolean;
  condition?: (so: unknown) => boolean;
};

/** What it costs to evaluate one node of the tree. */
const NODE = 8;
/** An error that a loop or `||` catches: its message draws the place in the text. */
const CAUGHT_ERROR = 2_000;

const EQUALITY: ReadonlySet<string> = new Set(["==", "!="]);
const OPERATORS: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "<", "<=", ">", ">="]);

/**
 * Makes a parsed expression count what its evaluation costs.
 *
 * @returns what every evaluation costs, whatever the values are.
 */
export function countCosts(ast: ASTNode): number {
  return countIn(ast as unknown as Node) * NODE;
}

/** Gives the number of nodes. */
function countIn(node: Node): number {
  const parts = nodesIn(node.args);
  const sizes = parts.map(countIn);
  if (node.op === "rcall" && node.meta.alternate !== undefined)
    countLoop(node.meta.alternate, sizes.slice(1).reduce(sum, 1));
  else if (node.op === "call" || node.op === "rcall") countCall(node);
  else if (node.op === "in")
    before(node, 3, (value, within) => {
      addSearchCost(value, within);
    });
  else if (EQUALITY.has(node.op))
    before(node, 3, (left, right) => {
      isEqualAtCost(left, right);
    });
  else if (OPERATORS.has(node.op))
    before(node, 3, (left, right) => addCost(operatorCost(node.op, left, right)));
  else if (node.op === "?:") before(node, 1, () => undefined);
  else if (node.op === "!_" || node.op === "-_") before(node, 2, () => undefined);
  else if ((node.op === "||" || node.op === "&&") && parts[0] !== undefined) countCaught(parts[0]);
  return sizes.reduce(sum, 1);
}

function countCall(node: Node): void {
  const [name, , argument] = node.args as readonly [string, unknown, (readonly Node[])?];
  // A pattern that is no part of the expression is compiled for each text.
  const key = name === "fits" && argument?.[0]?.op !== "value" ? "fits received" : name;
  const costOf = Object.hasOwn(FUNCTION_COSTS, key) ? FUNCTION_COSTS[key] : undefined;
  before(node, node.op === "call" ? 2 : 1, (given) => {
    const args = given as readonly unknown[];
    addCost(costOf?.(args) ?? 2 * MAX_COST);
    if (node.op === "call") refuseConversion(name, args[0]);
  });
}

function countLoop(loop: Node, nodes: number): void {
  const args = loop.args as Loop;
  before(loop, 2, (items) => addCost(sizeOf(items) * nodes * NODE));
  if (!args.errorsAreFatal) countCaught(args.step);
  const { condition } = args;
  // A limit that was reached in one item would be caught like an error: the next item must not begin.
  args.condition = (so) => {
    addCost(0);
    return condition?.(so) ?? true;
  };
}

function sizeOf(items: unknown): number {
  if (Array.isArray(items)) return items.length;
  return items instanceof Map ? items.size : 100;
}

/**
 * Has `count` called with the operands before the node works.
 *
 * @param evaluator which argument of its handle is the evaluator, from 0.
 */
function before(node: Node, evaluator: number, count: (...operands: unknown[]) => void): void {
  let counting: Handle | undefined;
  Object.defineProperty(node, "handle", {
    get: () => counting,
    // The library sets it when it checks the types.
    set: (given: Handle) => {
      counting = (...operands) => {
        limitTypeDepth(operands[evaluator]);
        count(...operands);
        return given(...operands);
      };
    },
  });
}

/** Counts the errors of a node whose errors are caught. */
function countCaught(node: Node): void {
  let evaluate = (node as unknown as { readonly evaluate: Evaluate }).evaluate;
  const counting: Evaluate = (evaluator, given, context) => {
    limitTypeDepth(evaluator);
    try {
      return evaluate.call(node, evaluator, given, context);
    } catch (error) {
      addCost(CAUGHT_ERROR);
      throw error;
    }
  };
  Object.defineProperty(node, "evaluate", {
    get: () => counting,
    // The library sets it when it evaluates the node for the first time.
    set: (given: Evaluate) => {
      evaluate = given;
    },
  });
}

function nodesIn(args: unknown): readonly Node[] {
  const parts: readonly unknown[] = Array.isArray(args) ? args.flat(2) : [args];
  return parts.filter((part): part is Node => typeof part === "object" && part !== null && "op" in part);
}

function sum(left: number, right: number): number {
  return left + right;
}
