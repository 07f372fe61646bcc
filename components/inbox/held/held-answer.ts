import type { inferProcedureInput } from "@trpc/server";
import { readWireText, wireText } from "#engine/json/wire.ts";
import type { AppRouter } from "#trpc/routers/router.ts";

export type AnswerInput = inferProcedureInput<AppRouter["prompts"]["answer"]>;

/** An answer that a person gave and can still take back: it is sent once `sendAt` has come. */
export type HeldAnswer = {
  /** Sent with the answer, so that it is recorded once, however often it is sent. */
  readonly requestId: string;
  /** Who gave it. */
  readonly by: string;
  readonly vertex: string;
  readonly pipeline: string;
  readonly answer: AnswerInput;
  readonly sendAt: number;
};

/** How long an answer can be taken back. */
export const HOLD_MS = 10_000;
/** So much before a deadline an answer must be on its way. */
const MARGIN_MS = 5_000;

/** When an answer that is given now is sent; now, where the deadline is too near to hold it. */
export function sendTime(now: number, dueAt: Date | null): number {
  const latest = dueAt === null ? Number.POSITIVE_INFINITY : dueAt.getTime() - MARGIN_MS;
  return now + HOLD_MS > latest ? now : now + HOLD_MS;
}

/** Held answers as the text that outlives a reload of the page. */
export function heldText(held: readonly HeldAnswer[]): string {
  return wireText(held);
}

/** What `heldText` wrote, as far as this person gave it. Another text is nothing. */
export function readHeld(text: string | null, by: string): readonly HeldAnswer[] {
  if (text === null) return [];
  const held = readWireText(text);
  return Array.isArray(held) ? (held as HeldAnswer[]).filter((each) => each.by === by) : [];
}

/** What was given, as a noun. */
export function answerNoun({ verdict }: Pick<AnswerInput, "verdict">): string {
  return verdict === "approve" ? "approval" : verdict === "reject" ? "rejection" : "answer";
}
