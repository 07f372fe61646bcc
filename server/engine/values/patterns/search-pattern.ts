import { patternSteps, type Step } from "./pattern-steps.ts";

/** A part of a text: from this place up to that, in UTF-16 units. */
export type TextRange = readonly [from: number, to: number];

/** What is searched for in many texts. */
export type SearchPattern = {
  /** Whether it is somewhere in the text. */
  readonly isIn: (text: string) => boolean;
  /** Where it is, the longest at each place; no range is empty, and none overlaps another. */
  readonly rangesIn: (text: string) => TextRange[];
};

/** How many sets of steps are kept. A pattern that reaches more of them is followed from anew. */
const MAX_STATES = 400;
const ASCII = 128;
/** Ranges are searched from each character on. A text of one character many times would cost the square of its length. */
const MAX_RANGE_STEPS = 200_000;

/**
 * Compiles a pattern that is searched for: the same syntax as for values, matched in a time that grows with the text only.
 *
 * @returns the pattern; or a sentence that says why it cannot be used.
 */
export function searchPattern(
  pattern: string,
  { isCaseIgnored }: { isCaseIgnored: boolean },
): { ok: true; pattern: SearchPattern } | { ok: false; problem: string } {
  const read = patternSteps(pattern);
  if (!read.ok) return read;
  const steps = isCaseIgnored ? read.steps.map(withoutCase) : read.steps;
  const anywhere = new Automaton(steps, true);
  const here = new Automaton(steps, false);
  return {
    ok: true,
    pattern: {
      isIn: (text) => anywhere.endOfFirst(text, 0, Number.POSITIVE_INFINITY) !== null,
      rangesIn: (text) => rangesIn(here, text),
    },
  };
}

function rangesIn(automaton: Automaton, text: string): TextRange[] {
  const ranges: TextRange[] = [];
  let left = MAX_RANGE_STEPS;
  for (let from = 0; from < text.length && left > 0; ) {
    const { end, steps } = automaton.longest(text, from);
    left -= steps;
    if (end > from) ranges.push([from, end]);
    from = end > from ? end : from + lengthAt(text, from);
  }
  return ranges;
}

function withoutCase(step: Step): Step {
  if (step.kind !== "character") return step;
  const { test } = step;
  return {
    kind: "character",
    test: (codePoint) => {
      const character = String.fromCodePoint(codePoint);
      return (
        test(codePoint) || test(codeOf(character.toLowerCase())) || test(codeOf(character.toUpperCase()))
      );
    },
  };
}

/** Steps that may come next, all at once. */
type State = {
  /** Those that need a character or the end, in order. */
  readonly open: readonly number[];
  /** The pattern is found here, whatever follows. */
  readonly isDone: boolean;
  /** The pattern is found here if the text ends. */
  readonly isDoneAtEnd: boolean;
  readonly ascii: (State | undefined)[];
  readonly others: Map<number, State>;
};

/** Follows all steps of a pattern at once, and remembers what each character leads to. */
class Automaton {
  private readonly steps: readonly Step[];
  /** True where a match may begin at any character. */
  private readonly isFloating: boolean;
  private states = new Map<string, State>();
  private starts = new Map<boolean, State>();

  constructor(steps: readonly Step[], isFloating: boolean) {
    this.steps = steps;
    this.isFloating = isFloating;
  }

  /** Where the first match is complete; null where there is none. */
  endOfFirst(text: string, from: number, max: number): number | null {
    let state = this.startAt(from);
    let place = from;
    for (; place < text.length && place < max; ) {
      if (state.isDone) return place;
      const codePoint = codeOf(text, place);
      state = this.after(state, codePoint);
      if (state.open.length === 0 && !state.isDone) return null;
      place += codePoint > 0xffff ? 2 : 1;
    }
    return state.isDone || (place >= text.length && state.isDoneAtEnd) ? place : null;
  }

  /** The end of the longest match that begins here, the same place where there is none, and how many steps it took. */
  longest(text: string, from: number): { end: number; steps: number } {
    let state = this.startAt(from);
    let end = from;
    let place = from;
    let steps = 1;
    while (place < text.length && state.open.length > 0) {
      const codePoint = codeOf(text, place);
      state = this.after(state, codePoint);
      place += codePoint > 0xffff ? 2 : 1;
      steps += 1;
      if (state.isDone || (place >= text.length && state.isDoneAtEnd)) end = place;
    }
    return { end, steps };
  }

  private startAt(place: number): State {
    const isStart = place === 0;
    const known = this.starts.get(isStart);
    if (known !== undefined) return known;
    const state = this.stateOf([0], isStart);
    this.starts.set(isStart, state);
    return state;
  }

  private after(state: State, codePoint: number): State {
    const known = codePoint < ASCII ? state.ascii[codePoint] : state.others.get(codePoint);
    if (known !== undefined) return known;
    const next = this.isFloating ? [0] : [];
    for (const number of state.open) {
      const step = this.steps[number];
      if (step?.kind === "character" && step.test(codePoint)) next.push(number + 1);
    }
    const found = this.stateOf(next, false);
    if (codePoint < ASCII) state.ascii[codePoint] = found;
    else if (state.others.size < MAX_STATES) state.others.set(codePoint, found);
    return found;
  }

  private stateOf(from: readonly number[], isStart: boolean): State {
    const open = this.reached(from, isStart, false);
    const key = open.join(" ");
    const known = this.states.get(key);
    if (known !== undefined) return known;
    if (this.states.size >= MAX_STATES) {
      this.states = new Map();
      this.starts = new Map();
    }
    const isDoneIn = (numbers: readonly number[]) =>
      numbers.some((number) => this.steps[number]?.kind === "done");
    const state: State = {
      open: open.filter((number) => this.steps[number]?.kind !== "done"),
      isDone: isDoneIn(open),
      isDoneAtEnd: isDoneIn(this.reached(from, isStart, true)),
      ascii: new Array<State | undefined>(ASCII),
      others: new Map(),
    };
    this.states.set(key, state);
    return state;
  }

  /** What can be reached without a character: steps that need one, the end or nothing. */
  private reached(from: readonly number[], isStart: boolean, isEnd: boolean): number[] {
    const seen = new Set<number>();
    const open = [...from];
    const found: number[] = [];
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      if (seen.has(number)) continue;
      seen.add(number);
      const step = this.steps[number];
      if (step?.kind === "fork") open.push(...step.to);
      else if (step?.kind === "start") {
        if (isStart) open.push(number + 1);
      } else if (step?.kind === "end") {
        if (isEnd) open.push(number + 1);
        else found.push(number);
      } else found.push(number);
    }
    return found.sort((one, other) => one - other);
  }
}

function lengthAt(text: string, place: number): number {
  return codeOf(text, place) > 0xffff ? 2 : 1;
}

function codeOf(text: string, place = 0): number {
  return text.codePointAt(place) ?? 0;
}
