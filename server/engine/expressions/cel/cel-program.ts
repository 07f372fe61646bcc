import type { ASTNode } from "@marcbachmann/cel-js";
import { addCost } from "../../cost/cost.ts";
import { countCosts } from "../costs/count-costs.ts";
import { celEnvironment } from "./cel-environment.ts";

/** A parsed text of CEL. The library checks its types when it runs for the first time. */
type Program = {
  readonly ast: ASTNode;
  /** What every run costs. */
  readonly cost: number;
  readonly run: (context: Record<string, unknown>) => unknown;
};

/** Variables have no declared types here. Check knows the types that the graph declares and compares them. */
const environment = celEnvironment(false);

const programs = new Map<string, Program>();
const MAX_KEPT = 1_000;

/** Parses CEL. @throws the library's ParseError. */
export function parseCel(cel: string): ASTNode {
  return programOf(cel).ast;
}

/**
 * Evaluates CEL, and counts what it costs.
 *
 * @throws the library's errors, and what `addCost` throws.
 */
export function runCel(cel: string, context: Record<string, unknown>): unknown {
  const { cost, run } = programOf(cel);
  addCost(cost);
  return run(context);
}

function programOf(cel: string): Program {
  const known = programs.get(cel);
  if (known !== undefined) return known;
  const run = environment.parse(cel);
  const program = { ast: run.ast, cost: countCosts(run.ast), run };
  if (programs.size >= MAX_KEPT) programs.clear();
  programs.set(cel, program);
  return program;
}
