/** Why a call to the server was not answered. */
export class GatewayProblem extends Error {
  /** The server's code for a refusal; null where there was no answer, or no refusal. */
  readonly code: string | null;

  constructor(text: string, code: string | null = null, options?: ErrorOptions) {
    super(text, options);
    this.name = "GatewayProblem";
    this.code = code;
  }

  /** Whether asking again in the same way can help. */
  get isPassing(): boolean {
    return this.code === null || PASSING.has(this.code);
  }
}

const PASSING: ReadonlySet<string> = new Set([
  "database-away",
  "database-busy",
  "outcome-unknown",
  "not-done",
  "conflict",
  "too-often",
]);
