type ProblemOptions = ErrorOptions & { readonly paths?: readonly string[] };

/** Why a call to the server was not answered. */
export class GatewayProblem extends Error {
  /** The server's code for a refusal; null where there was no answer, or no refusal. */
  readonly code: string | null;
  /** What of the input does not fit, as paths. */
  private readonly paths: readonly string[];

  constructor(text: string, code: string | null = null, options: ProblemOptions = {}) {
    super(text, options);
    this.name = "GatewayProblem";
    this.code = code;
    this.paths = options.paths ?? [];
  }

  /** Whether asking again in the same way can help. */
  get isPassing(): boolean {
    return this.code === null || PASSING.has(this.code);
  }

  /** Whether the call is refused for what this field of it has, or for its length: never for what was lost on the way. */
  isOf(field: string): boolean {
    if (this.code === "too-large") return true;
    return this.paths.length > 0 && this.paths.every((path) => path.startsWith(`${field}.`));
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
