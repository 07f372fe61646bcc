import { createStore } from "zustand";
import type { PromptView } from "#contract/prompts/prompts.ts";
import { type HeldAnswer, HOLD_MS } from "./held-answer.ts";
import { dropKept, keepAnswer, keptAnswersOf } from "./kept-answers.ts";
import { forgetAllTyped, keepTyped, typedFor } from "./typed.ts";

/** What became of an answer that was sent. */
export type Outcome =
  | { readonly is: "taken"; readonly view: PromptView }
  | { readonly is: "refused"; readonly error: unknown; readonly noun: string };

type Held = {
  /** The id of the person who is signed in; null while it is not known. Nobody else's answers are here. */
  readonly by: number | null;
  /** Grows when another person is signed in: what was typed before is not theirs. */
  readonly turn: number;
  /** Answers that can be taken back, in the order in which they were given. */
  readonly held: readonly HeldAnswer[];
  /** Answers that are under way. */
  readonly sending: readonly HeldAnswer[];
  /** By the prompt's id. */
  readonly outcomes: ReadonlyMap<number, Outcome>;
};

const NOBODY: Omit<Held, "turn"> = { by: null, held: [], sending: [], outcomes: new Map() };

/** The answers of this tab that are held, under way and done. */
export const heldStore = createStore<Held>(() => ({ ...NOBODY, turn: 0 }));

/**
 * Notes who is signed in. The answers of another person stay in the tab, not sent, until they are back. Answers that an
 * earlier page of this tab did not hear of again are taken over: those whose time has not come are held until then.
 *
 * @returns the answers that are under way from now on.
 */
export function beginFor(by: number, now: number, holdMs = HOLD_MS): readonly HeldAnswer[] {
  const before = heldStore.getState();
  if (before.by !== by) {
    const isOther = before.by !== null;
    if (isOther) forgetAllTyped();
    heldStore.setState({ ...NOBODY, by, turn: before.turn + (isOther ? 1 : 0) });
  }
  const { held, sending } = heldStore.getState();
  const known = new Set([...held, ...sending].map(({ requestId }) => requestId));
  const left = keptAnswersOf(by).filter((kept) => !known.has(kept.held.requestId));
  const isDue = ({ isSent, held: { sendAt } }: (typeof left)[number]) => isSent || sendAt <= now;
  const due = left.filter(isDue).map((kept) => kept.held);
  // The clock may have been set back meanwhile.
  const still = left
    .filter((kept) => !isDue(kept))
    .map((kept) => ({ ...kept.held, sendAt: Math.min(kept.held.sendAt, now + holdMs) }));
  for (const { answer, typed } of [...due, ...still])
    if (typedFor(answer.id) === null) keepTyped(answer.id, typed);
  for (const each of due) keepAnswer(each, true);
  if (left.length > 0) heldStore.setState({ held: [...held, ...still], sending: [...sending, ...due] });
  return due;
}

/** Holds an answer of the person who is signed in. A second one to the same prompt changes nothing. */
export function holdAnswer(answer: HeldAnswer): void {
  const now = heldStore.getState();
  const isKnown = [...now.held, ...now.sending].some((each) => each.answer.id === answer.answer.id);
  if (isKnown || answer.by !== now.by) return;
  // One that was kept for later is replaced.
  for (const { held } of keptAnswersOf(answer.by)) if (held.answer.id === answer.answer.id) dropKept(held);
  const outcomes = new Map(now.outcomes);
  outcomes.delete(answer.answer.id);
  keepAnswer(answer, false);
  heldStore.setState({ held: [...now.held, answer], outcomes });
}

/** Takes the newest answer back that was not sent. Gives its prompt's id; null where there is none. */
export function takeBack(): number | null {
  const { held } = heldStore.getState();
  const taken = held.at(-1);
  if (taken === undefined) return null;
  dropKept(taken);
  heldStore.setState({ held: held.filter((each) => each !== taken) });
  return taken.answer.id;
}

/** The answers whose time has come; all of them where no time is given. They are under way from now on. */
export function takeToSend(now = Number.POSITIVE_INFINITY): readonly HeldAnswer[] {
  const { held, sending } = heldStore.getState();
  const due = held.filter(({ sendAt }) => sendAt <= now);
  for (const each of due) keepAnswer(each, true);
  if (due.length > 0)
    heldStore.setState({ held: held.filter(({ sendAt }) => sendAt > now), sending: [...sending, ...due] });
  return due;
}

/** Notes what became of an answer. */
export function noteOutcome(sent: HeldAnswer, outcome: Outcome): void {
  dropKept(sent);
  heldStore.setState(({ by, sending, outcomes }) => ({
    sending: sending.filter((each) => each !== sent),
    outcomes: by === sent.by ? new Map(outcomes).set(sent.answer.id, outcome) : outcomes,
  }));
}

/** Keeps an answer in the tab whose giver is not signed in now: it is sent once they are. */
export function keepForLater(sent: HeldAnswer): void {
  keepAnswer(sent, false);
  heldStore.setState(({ sending }) => ({ sending: sending.filter((each) => each !== sent) }));
}
