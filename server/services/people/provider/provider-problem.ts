import type { ProviderProblemCode } from "#contract/people/provider.ts";
import { NamedError } from "#platform/copies/named-error.ts";

/** An identity provider signed nobody in. `cause` is for the log; the person is told the code's sentences. */
export class ProviderProblem extends NamedError {
  static override readonly className = "ProviderProblem";
  readonly code: ProviderProblemCode;

  constructor(code: ProviderProblemCode, cause?: unknown) {
    super(`The identity provider signed nobody in: ${code}.`, { cause });
    this.code = code;
  }
}
