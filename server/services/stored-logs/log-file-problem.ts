import { NamedError } from "#platform/copies/named-error.ts";
import { refuse } from "../refusals/refused.ts";

/** A file with a log is missing or damaged. Its message is for people. */
export class LogFileProblem extends NamedError {
  static override readonly className = "LogFileProblem";
  constructor(name: string, what: string) {
    super(`The log was moved to a file that cannot be read: ${name} ${what}.`);
  }
}

/** What `read` gives, or the problem of the file that it needs. */
export async function orProblem<T>(read: Promise<T>): Promise<{ ok: T } | { problem: string }> {
  try {
    return { ok: await read };
  } catch (error) {
    if (error instanceof LogFileProblem) return { problem: error.message };
    throw error;
  }
}

/** @throws Refused `state-forbids` where a file that `read` needs cannot be read. */
export async function orRefusal<T>(read: Promise<T>): Promise<T> {
  const found = await orProblem(read);
  return "ok" in found ? found.ok : refuse("state-forbids", found.problem, { todo: WHAT_TO_DO });
}

const WHAT_TO_DO =
  "Look at SIGNALBOX_LOG_DIR: every web process needs the directory to which logs were moved.";
