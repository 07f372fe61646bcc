import type { Json } from "#engine/model/graph-content.ts";
import type { HttpResponse } from "#engine/requests/http-outcome.ts";
import { untrustedValueProblem } from "#engine/values/untrusted-value.ts";

/** An answer as it was received. */
export type RawResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

/** An answer as outputs may read it: a JSON body becomes a value. */
export function readResponse({ status, headers, text }: RawResponse): HttpResponse {
  return { kind: "http", status, headers, body: bodyOf(text) };
}

function bodyOf(text: string): Json {
  try {
    const value = JSON.parse(text) as Json;
    return untrustedValueProblem(value) === null ? value : plainText(text);
  } catch {
    return plainText(text);
  }
}

/** The text without the characters that a value cannot hold. */
function plainText(text: string): string {
  return text.replaceAll("\0", "\uFFFD");
}
