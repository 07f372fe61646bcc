import { badUsage, type CommandProblem } from "./command-problem.ts";

/** The usage error where something is to be done without a reason. */
export function noReason(): CommandProblem {
  return badUsage("It is not said why.", "Add --reason TEXT, or --dry-run to see what would follow.");
}
