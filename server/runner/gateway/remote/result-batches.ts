import { randomBytes } from "node:crypto";
import type { AttemptResult } from "#contract/runners/runner-gateway.ts";
import { wireText } from "#engine/json/wire.ts";
import { cutText } from "#engine/text/cut-text.ts";
import { neverStarted } from "../../execution/execution.ts";
import { GatewayProblem } from "./gateway-problem.ts";

/** Results that are sent together have about so many bytes at most: a long one goes alone. */
const MAX_BATCH_BYTES = 2 * 1024 * 1024;
const MAX_WHY = 1_000;

/** A call that is repeated with the same id until it is answered. */
type Request = { readonly request: string; isAgain: boolean };

/** Results that are sent in one call. */
export type ResultBatch = Request & {
  readonly results: readonly AttemptResult[];
  /** True where it says only that the server does not take the result. */
  readonly isInstead: boolean;
};

/** A call that was not made yet. */
export function newRequest(): Request {
  return { request: randomBytes(32).toString("hex"), isAgain: false };
}

/** Parts results into calls, in order. */
export function batchesOf(results: readonly AttemptResult[]): ResultBatch[] {
  const batches: AttemptResult[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const result of results) {
    const length = Buffer.byteLength(wireText(wireResult(result)));
    if (bytes + length > MAX_BATCH_BYTES) {
      batches.push([]);
      bytes = 0;
    }
    bytes += length;
    batches.at(-1)?.push(result);
  }
  return batches.map((each) => batchOf(each));
}

/**
 * What is sent instead of a batch that the server refuses, since one of its results does not fit: each result alone, and
 * one that is refused alone as failed. Null where asking again may help, or nothing else is left to say.
 */
export function insteadOf({ results, isInstead }: ResultBatch, error: unknown): ResultBatch[] | null {
  if (isInstead || !(error instanceof GatewayProblem) || !error.isOf("results")) return null;
  if (results.length > 1) return results.map((each) => batchOf([each]));
  const [result] = results;
  if (result === undefined || result.end === null) return null;
  const { secrets: _, ...kept } = result;
  const why = cutText(`Its result could not be taken: ${error.message}`, MAX_WHY);
  const { logBytes: _none, isLogCut: _uncut, ...end } = neverStarted(why);
  return [batchOf([{ ...kept, end }], true)];
}

/** A result as it is sent. */
export function wireResult({ token, secrets, ...result }: AttemptResult) {
  return { ...result, token: token.toString("hex"), ...(secrets !== undefined && { secrets: [...secrets] }) };
}

function batchOf(results: readonly AttemptResult[], isInstead = false): ResultBatch {
  return { ...newRequest(), results, isInstead };
}
