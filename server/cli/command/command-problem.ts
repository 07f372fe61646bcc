import type { Refusal } from "#contract/refusal.ts";
import { EXIT_CODE } from "./exit-code.ts";

/** What `--json` prints where a verb was not done: a refusal of the server, or one of the command line's own. */
export type ProblemDocument = Omit<Refusal, "code"> & { readonly code: string };

/** Something that keeps a verb from being done. It is told in sentences, never as a stack. */
export class CommandProblem extends Error {
  readonly exitCode: number;
  readonly document: ProblemDocument;

  constructor(exitCode: number, document: ProblemDocument) {
    super(document.text);
    this.name = "CommandProblem";
    this.exitCode = exitCode;
    this.document = document;
  }
}

/** What was typed cannot be meant. `todo` says what to type instead. */
export function badUsage(text: string, todo?: string): CommandProblem {
  return new CommandProblem(EXIT_CODE.badInput, { code: "bad-input", text, todo });
}

/** The server was not reached, or did not answer as Signalbox does. */
export function unreachable(text: string, todo?: string): CommandProblem {
  return new CommandProblem(EXIT_CODE.unreachable, { code: "unreachable", text, todo });
}

/** The server was reached and has no such thing. */
export function notFound(text: string, todo?: string): CommandProblem {
  return new CommandProblem(EXIT_CODE.refused, { code: "not-found", text, todo });
}
