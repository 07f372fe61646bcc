import type { ProviderProblemCode } from "#contract/provider.ts";

/** An identity provider signed nobody in. `cause` is for the log; the person is told the code's sentences. */
export class ProviderProblem extends Error {
  readonly code: ProviderProblemCode;

  constructor(code: ProviderProblemCode, cause?: unknown) {
    super(`The identity provider signed nobody in: ${code}.`, { cause });
    this.name = "ProviderProblem";
    this.code = code;
  }
}
