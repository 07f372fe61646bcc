import { NamedError } from "#platform/copies/named-error.ts";

/** A transfer cannot begin or go on. The message is a clause of a sentence, without a password. */
export class TransferProblem extends NamedError {
  static override readonly className = "TransferProblem";
}
