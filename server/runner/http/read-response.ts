import { readJson } from "#engine/json/read-json.ts";
import type { Json } from "#engine/model/graph-content.ts";
import type { HttpResponse } from "#engine/requests/http-outcome.ts";
import { untrustedValueProblem } from "#engine/values/untrusted-value.ts";
import { charsetOf, type ReadText, readText } from "#platform/read-text.ts";

/** An answer as it was received. */
export type RawResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body, decoded as its content type or its byte order mark says. */
  readonly body: ReadText;
};

/** The body of an answer as text. */
export function readBodyText(
  body: Uint8Array,
  { "content-type": type }: Readonly<Record<string, string>>,
): ReadText {
  const read = readText(body, charsetOf(type));
  return read.ok ? read : { ok: false, problem: `it cannot be read as text: ${read.problem}` };
}

/** An answer as outputs may read it: a JSON body becomes a value. */
export function readResponse({ status, headers, body }: RawResponse): HttpResponse {
  const read = body.ok ? bodyValue(body.text) : body;
  return "value" in read
    ? { kind: "http", status, headers, body: read.value }
    : { kind: "http", status, headers, body: null, bodyProblem: read.problem };
}

/** The JSON value of a text, or the text; or why it cannot be kept, as a clause. */
function bodyValue(text: string): { readonly value: Json } | { readonly problem: string } {
  const read = readJson(text);
  if (!read.ok && read.isDuplicate) return { problem: `it cannot be kept: ${read.problem}` };
  const value = read.ok ? read.value : text;
  const problem = untrustedValueProblem(value);
  if (problem === null) return { value };
  const place = ["body", ...problem.at].join(".");
  return { problem: `it cannot be kept, at ${place}: ${problem.text}` };
}
