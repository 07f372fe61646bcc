import type { inferProcedureInput } from "@trpc/server";
import { readWireText, wireText } from "#engine/json/wire.ts";
import type { AppRouter } from "#trpc/routers/router.ts";
import type { Typed } from "./typed.ts";

export type AnswerInput = inferProcedureInput<AppRouter["prompts"]["answer"]>;

/** An answer that a person gave and can still take back: it is sent once `sendAt` has come. */
export type HeldAnswer = {
  /** Sent with the answer, so that it is recorded once, however often it is sent. */
  readonly requestId: string;
  /** The id of the person who gave it. */
  readonly by: number;
  readonly vertex: string;
  readonly pipeline: string;
  readonly answer: AnswerInput;
  /** What is in the form again once it is taken back. */
  readonly typed: Typed;
  /** By `pageNow`. */
  readonly sendAt: number;
};

/** A held answer as it outlives the page. */
export type KeptAnswer = {
  readonly held: HeldAnswer;
  /** It was sent, and its page did not hear what became of it. */
  readonly isSent: boolean;
};

/** How long an answer can be taken back. */
export const HOLD_MS = 10_000;
/** So much before a deadline an answer must be on its way: a connection may be slow, and a computer may sleep. */
const MARGIN_MS = 50_000;

/**
 * When an answer that is given now is sent; now, where the deadline is too near to hold it.
 *
 * @param leftMs how long there is to answer; null: as long as one likes.
 */
export function sendTime(now: number, leftMs: number | null, holdMs = HOLD_MS): number {
  return leftMs !== null && holdMs + MARGIN_MS > leftMs ? now : now + holdMs;
}

/** A held answer as the text that outlives a reload of the page. */
export function keptText(kept: KeptAnswer): string {
  return wireText(kept);
}

/** What `keptText` wrote; null for any other text, as that of an older version. */
export function readKept(text: string): KeptAnswer | null {
  try {
    const kept = readWireText(text) as Partial<KeptAnswer> | null;
    const { by, typed, requestId } = kept?.held ?? {};
    const isOne = typeof by === "number" && typeof requestId === "string" && typed?.entries instanceof Map;
    return isOne ? (kept as KeptAnswer) : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

/** What was given, as a noun. */
export function answerNoun({ verdict }: Pick<AnswerInput, "verdict">): string {
  return verdict === "approve" ? "approval" : verdict === "reject" ? "rejection" : "answer";
}
