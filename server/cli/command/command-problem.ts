import type { Refusal } from "#contract/refusal.ts";
import { EXIT_CODE } from "./exit-code.ts";

/** What `--json` prints where a verb failed: a refusal of the server, or one of the command line itself. */
export type ProblemDocument = Omit<Refusal, "code"> & { readonly code: string };

/** An expected reason why a verb cannot be carried out. It is printed as sentences, never with a stack. */
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

/** The arguments are wrong. `todo` says what to type instead. */
export function badUsage(text: string, todo?: string): CommandProblem {
  return new CommandProblem(EXIT_CODE.badInput, { code: "bad-input", text, todo });
}

/** The server was not reached, or what answered is not Signalbox. */
export function unreachable(text: string, todo?: string): CommandProblem {
  return new CommandProblem(EXIT_CODE.unreachable, { code: "unreachable", text, todo });
}

/** The server was reached and has no such thing. */
export function notFound(text: string, todo?: string): CommandProblem {
  return new CommandProblem(EXIT_CODE.refused, { code: "not-found", text, todo });
}
