import type { HttpResponse } from "#engine/kinds/http-outcome.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { untrustedValueProblem } from "#engine/values/untrusted-value.ts";
import type { ExecutionResult } from "../execute/process/execution.ts";
import { maskedText } from "../log/mask-secrets.ts";

/** An answer as outputs may read it: without the secrets that were sent, its body as a value where it is JSON. */
export function readResponse(
  { status, headers, text }: NonNullable<ExecutionResult["response"]>,
  secrets: readonly string[],
): HttpResponse {
  const named = Object.entries(headers).map(([name, value]) => [name, maskedText(value, secrets)]);
  return { status, headers: Object.fromEntries(named), body: bodyOf(maskedText(text, secrets)) };
}

function bodyOf(text: string): Json {
  try {
    const value = JSON.parse(text) as Json;
    return untrustedValueProblem(value) === null ? value : plainText(text);
  } catch {
    return plainText(text);
  }
}

/** Text that a value can hold. */
function plainText(text: string): string {
  return text.replaceAll("\0", "\uFFFD");
}
