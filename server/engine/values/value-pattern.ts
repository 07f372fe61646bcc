import { addCost } from "../cost/cost.ts";
import { type CharacterTest, type PatternTree, patternTree } from "./pattern-syntax.ts";

/**
 * The most steps of a pattern. All states are followed at once, so the cost is at most (characters × steps), and it is
 * counted. The built-in RegExp backtracks: a pattern such as `(a+)+b` could block a server or a browser for hours.
 */
const MAX_STEP = 1_000;
/** The longest pattern, in characters. A graph file has the same limit. */
const MAX_PATTERN = 1_000;

type Step =
  | { readonly kind: "character"; readonly test: CharacterTest }
  | { readonly kind: "start" | "end" | "done" }
  | { readonly kind: "fork"; readonly to: readonly number[] };

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
  if (pattern.length > MAX_PATTERN)
    return { ok: false, problem: `The pattern has more than ${MAX_PATTERN} characters.` };
  const read = patternTree(pattern);
  if (!read.ok) return read;
  const steps: Step[] = [];
  if (!isWritten(read.tree, steps))
    return { ok: false, problem: `The pattern takes more than ${MAX_STEP} steps. Repeat less in it.` };
  steps.push({ kind: "done" });
  return { ok: true, pattern: { matches: (text) => isMatch(steps, text) } };
}

/** Appends the steps of `tree`; false if there are too many. */
function isWritten(tree: PatternTree, steps: Step[]): boolean {
  if (steps.length > MAX_STEP) return false;
  // A part that matches no character is a step too, so that nested repetitions of it also reach the limit.
  if (isNothing(tree)) return steps.push({ kind: "fork", to: [steps.length + 1] }) > 0;
  if (tree.kind === "sequence") return tree.parts.every((part) => isWritten(part, steps));
  if (tree.kind === "choice") return isChoiceWritten(tree.parts, steps);
  if (tree.kind === "repeat") return isRepeatWritten(tree, steps);
  return steps.push(tree) > 0;
}

function isNothing(tree: PatternTree): boolean {
  return (tree.kind === "sequence" && tree.parts.length === 0) || (tree.kind === "repeat" && tree.max === 0);
}

function isChoiceWritten(parts: readonly PatternTree[], steps: Step[]): boolean {
  const starts: number[] = [];
  const ends: number[] = [];
  steps.push({ kind: "fork", to: starts });
  for (const part of parts) {
    starts.push(steps.length);
    if (!isWritten(part, steps)) return false;
    ends.push(steps.push({ kind: "fork", to: [] }) - 1);
  }
  for (const end of ends) steps[end] = { kind: "fork", to: [steps.length] };
  return true;
}

function isRepeatWritten(tree: Extract<PatternTree, { kind: "repeat" }>, steps: Step[]): boolean {
  for (let count = 0; count < tree.min; count += 1) if (!isWritten(tree.part, steps)) return false;
  if (tree.max === Number.POSITIVE_INFINITY) {
    const fork = steps.push({ kind: "fork", to: [] }) - 1;
    if (!isWritten(tree.part, steps)) return false;
    steps.push({ kind: "fork", to: [fork] });
    steps[fork] = { kind: "fork", to: [fork + 1, steps.length] };
    return true;
  }
  const forks: number[] = [];
  for (let count = tree.min; count < tree.max; count += 1) {
    forks.push(steps.push({ kind: "fork", to: [] }) - 1);
    if (!isWritten(tree.part, steps)) return false;
  }
  for (const fork of forks) steps[fork] = { kind: "fork", to: [fork + 1, steps.length] };
  return steps.length <= MAX_STEP;
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
