import { BootstrapProblem } from "./setup/bootstrap-problem.mjs";
import { tell } from "./setup/run-visibly.mjs";

/**
 * Runs `work` and ends the process with its exit code. A problem that a person can mend is told in one sentence, without
 * a stack.
 *
 * @param {() => Promise<number>} work gives the exit code.
 */
export async function runAsProgram(work) {
  try {
    process.exit(await work());
  } catch (error) {
    tell(error instanceof BootstrapProblem ? error.message : String(error?.stack ?? error));
    process.exit(1);
  }
}
