import { addCost } from "../../cost/cost.ts";
import { patternSteps, type Step } from "./pattern-steps.ts";

export type ValuePattern = { readonly matches: (text: string) => boolean };

type Compiled = { ok: true; pattern: ValuePattern } | { ok: false; problem: string };

const compiled = new Map<string, Compiled>();
const MAX_KEPT = 300;

/**
 * Compiles a pattern that is matched against whole values; compiled patterns are kept.
 *
 * @returns the compiled pattern; or a sentence that says why it cannot be used.
 */
export function valuePattern(pattern: string): Compiled {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const made = compile(pattern);
  if (compiled.size >= MAX_KEPT) compiled.clear();
  compiled.set(pattern, made);
  return made;
}

function compile(pattern: string): Compiled {
  const read = patternSteps(pattern);
  if (!read.ok) return read;
  const { steps } = read;
  return { ok: true, pattern: { matches: (text) => isMatch(steps, text) } };
}

function isMatch(steps: readonly Step[], text: string): boolean {
  addCost(text.length + steps.length / 8);
  const characters = Array.from(text);
  /** For each step, the last position at which it was reached, plus one. */
  const seenAt = new Int32Array(steps.length);
  let states = reached(steps, [0], 0, characters.length, seenAt);
  for (const [place, character] of characters.entries()) {
    addCost(states.length);
    const codePoint = character.codePointAt(0) ?? 0;
    const next: number[] = [];
    for (const state of states) {
      const step = steps[state];
      if (step?.kind === "character" && step.test(codePoint)) next.push(state + 1);
    }
    if (next.length === 0) return false;
    states = reached(steps, next, place + 1, characters.length, seenAt);
  }
  return states.some((state) => steps[state]?.kind === "done");
}

/** The states that can be reached from `open` without a character: those that need one, or are final. Empties `open`. */
function reached(
  steps: readonly Step[],
  open: number[],
  place: number,
  end: number,
  seenAt: Int32Array,
): number[] {
  const waiting: number[] = [];
  let forks = 0;
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (seenAt[state] === place + 1) continue;
    seenAt[state] = place + 1;
    const step = steps[state];
    if (step?.kind === "fork") {
      forks += 1 + step.to.length;
      open.push(...step.to);
    } else if (step?.kind === "start" || step?.kind === "end") {
      if (place === (step.kind === "start" ? 0 : end)) open.push(state + 1);
    } else waiting.push(state);
  }
  addCost(forks);
  return waiting;
}
