import { type CharacterTest, type PatternTree, patternTree } from "./pattern-syntax.ts";

/**
 * The most steps of a pattern. All states are followed at once, so the cost is at most (characters × steps), and it is
 * counted. The built-in RegExp backtracks: a pattern such as `(a+)+b` could block a server or a browser for hours.
 */
const MAX_STEP = 1_000;
/** The longest pattern, in characters. A graph file has the same limit. */
const MAX_PATTERN = 1_000;

export type Step =
  | { readonly kind: "character"; readonly test: CharacterTest }
  | { readonly kind: "start" | "end" | "done" }
  | { readonly kind: "fork"; readonly to: readonly number[] };

/**
 * The steps of a pattern, the last of which is `done`; or a sentence that says why it cannot be used. A step leads to the
 * one behind it, a fork to those that it names.
 */
export function patternSteps(
  pattern: string,
): { ok: true; steps: readonly Step[] } | { ok: false; problem: string } {
  if (pattern.length > MAX_PATTERN)
    return { ok: false, problem: `The pattern has more than ${MAX_PATTERN} characters.` };
  const read = patternTree(pattern);
  if (!read.ok) return read;
  const steps: Step[] = [];
  if (!isWritten(read.tree, steps))
    return { ok: false, problem: `The pattern takes more than ${MAX_STEP} steps. Repeat less in it.` };
  steps.push({ kind: "done" });
  return { ok: true, steps };
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
