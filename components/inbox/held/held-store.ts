import { createStore } from "zustand";
import type { PromptView } from "#contract/prompts.ts";
import { type HeldAnswer, heldText, readHeld } from "./held-answer.ts";

/** What became of an answer that was sent. */
export type Outcome =
  | { readonly is: "taken"; readonly view: PromptView }
  | { readonly is: "refused"; readonly error: unknown; readonly noun: string };

type Held = {
  /** Answers that can be taken back, in the order in which they were given. */
  readonly held: readonly HeldAnswer[];
  /** Answers that are under way. */
  readonly sending: readonly HeldAnswer[];
  /** By the prompt's id. */
  readonly outcomes: ReadonlyMap<number, Outcome>;
};

const KEY = "signalbox-held-answers";

/** The answers of this tab that are held, under way and done. */
export const heldStore = createStore<Held>(() => ({ held: [], sending: [], outcomes: new Map() }));

heldStore.subscribe(({ held, sending }, before) => {
  if (held === before.held && sending === before.sending) return;
  const open = [...held, ...sending];
  keep(open.length === 0 ? null : heldText(open));
});

/** For a reload. Where the browser stores nothing, or no more, answers live as long as the page. */
function keep(text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, text);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

function kept(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** Holds an answer. A second one to the same prompt changes nothing. */
export function holdAnswer(answer: HeldAnswer): void {
  heldStore.setState((now) => {
    const isKnown = [...now.held, ...now.sending].some((each) => each.answer.id === answer.answer.id);
    if (isKnown) return now;
    const outcomes = new Map(now.outcomes);
    outcomes.delete(answer.answer.id);
    return { ...now, held: [...now.held, answer], outcomes };
  });
}

/** Takes an answer back that was not sent: the newest where none is named. Gives its prompt's id; null where there is none. */
export function takeBack(promptId?: number): number | null {
  const { held } = heldStore.getState();
  const taken = promptId === undefined ? held.at(-1) : held.find(({ answer }) => answer.id === promptId);
  if (taken === undefined) return null;
  heldStore.setState({ held: held.filter((each) => each !== taken) });
  return taken.answer.id;
}

/** The answers whose time has come; all of them where no time is given. They are under way from now on. */
export function takeToSend(now = Number.POSITIVE_INFINITY): readonly HeldAnswer[] {
  const { held, sending } = heldStore.getState();
  const due = held.filter(({ sendAt }) => sendAt <= now);
  if (due.length > 0)
    heldStore.setState({ held: held.filter(({ sendAt }) => sendAt > now), sending: [...sending, ...due] });
  return due;
}

/** Answers of this person that an earlier page of this tab did not hear of again: under way from now on. */
export function takeLeft(by: string): readonly HeldAnswer[] {
  const { held, sending } = heldStore.getState();
  const known = new Set([...held, ...sending].map(({ requestId }) => requestId));
  const left = readHeld(kept(), by).filter(({ requestId }) => !known.has(requestId));
  if (left.length > 0) heldStore.setState({ sending: [...sending, ...left] });
  return left;
}

/** Notes what became of an answer. */
export function noteOutcome(sent: HeldAnswer, outcome: Outcome): void {
  heldStore.setState(({ sending, outcomes }) => ({
    sending: sending.filter((each) => each !== sent),
    outcomes: new Map(outcomes).set(sent.answer.id, outcome),
  }));
}
