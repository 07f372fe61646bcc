import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { BootstrapProblem } from "./bootstrap-problem.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");

/** @param {string} line */
export function tell(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a program in the checkout and waits. What it writes goes to stderr: the stdout of `npm start` has one line only.
 *
 * @param {readonly string[]} command
 * @param {string} problem what to say where it fails
 * @param {NodeJS.ProcessEnv} env
 * @throws {BootstrapProblem}
 */
export function runVisibly(command, problem, env = process.env) {
  const [program = "", ...args] = command;
  const { status, error } = spawnSync(program, args, { cwd: ROOT, env, stdio: ["ignore", 2, 2] });
  if (error || status !== 0) throw new BootstrapProblem(`${problem} (${error?.message ?? `exit ${status}`})`);
}
