import type { ProviderProblemCode } from "#contract/people/provider.ts";

/** An identity provider signed nobody in. `cause` is for the log; the person is told the code's sentences. */
export class ProviderProblem extends Error {
  readonly code: ProviderProblemCode;

  constructor(code: ProviderProblemCode, cause?: unknown) {
    super(`The identity provider signed nobody in: ${code}.`, { cause });
    this.name = "ProviderProblem";
    this.code = code;
  }
}

/** Whether an error is that. By its name: the web's routes share one provider: see `isSecretBoxProblem`. */
export function isProviderProblem(error: unknown): error is ProviderProblem {
  return error instanceof Error && error.name === "ProviderProblem";
}
