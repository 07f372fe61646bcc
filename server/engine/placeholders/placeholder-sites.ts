import type { InputSpec } from "../model/graph-content.ts";

/** A piece of a script that is replaced. */
export type Edit = { readonly from: number; readonly to: number; readonly text: string };

export type SiteProblem = {
  readonly code: string;
  readonly level: "error" | "warning";
  readonly text: string;
  /** What to change in the script so that the problem is gone; absent where only its author can tell. */
  readonly fix?: { readonly label: string; readonly edits: readonly Edit[] };
};

/** A placeholder where it stands in its script: `to` is the offset behind its closing brace. */
export type Site = {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly problems: readonly SiteProblem[];
};

export type Place = Pick<Site, "name" | "from" | "to">;

/** Something to say about a place that only looks like a placeholder. */
export type SiteNote = { readonly from: number; readonly problem: SiteProblem };

/** What was found in a script: its placeholders, and the edits that make the program. */
export type Scan = {
  readonly sites: readonly Site[];
  readonly edits: readonly Edit[];
  readonly notes: readonly SiteNote[];
};

export type Inputs = Readonly<Record<string, InputSpec>>;

type Met = { readonly kind: "placeholder" | "literal"; readonly name: string; readonly to: number };

const LITERAL = /\{\{([A-Za-z_][A-Za-z0-9_]*)\}\}/y;
const PLACEHOLDER = /\{([A-Za-z_][A-Za-z0-9_]*)\}/y;

/**
 * The placeholder `{name}`, or the literal `{{name}}`, of a declared input that begins at `place`. With a `$` right
 * before it the braces are the language's own (`${name}` in shells and JavaScript templates), whatever they mean there.
 */
export function placeholderAt(script: string, place: number, inputs: Inputs): Met | null {
  if (script[place] !== "{" || script[place - 1] === "$") return null;
  for (const [kind, expression] of [["literal", LITERAL] as const, ["placeholder", PLACEHOLDER] as const]) {
    expression.lastIndex = place;
    const name = expression.exec(script)?.[1];
    if (name !== undefined && Object.hasOwn(inputs, name)) return { kind, name, to: expression.lastIndex };
  }
  return null;
}

/** Every placeholder by looks alone, whatever stands around it, in the order of the script. */
export function placeholdersByLooks(script: string, inputs: Inputs): Place[] {
  const found: Place[] = [];
  let place = script.indexOf("{");
  while (place >= 0) {
    const met = placeholderAt(script, place, inputs);
    if (met?.kind === "placeholder") found.push({ name: met.name, from: place, to: met.to });
    place = script.indexOf("{", met?.to ?? place + 1);
  }
  return found;
}

/** What makes `{name}` of each `{{name}}`. */
export function literalsIn(script: string, inputs: Inputs): Edit[] {
  const edits: Edit[] = [];
  for (let place = script.indexOf("{{"); place >= 0; ) {
    const met = placeholderAt(script, place, inputs);
    if (met?.kind === "literal") edits.push({ from: place, to: met.to, text: `{${met.name}}` });
    place = script.indexOf("{{", met?.to ?? place + 1);
  }
  return edits;
}

/**
 * Placeholders that a script may have: more than anybody writes, and few enough that what costs a look at a whole
 * command for each of them stays quick.
 */
const MAX_SITES = 5_000;

/** `none` where a reader need not look at the script; `too-many` where it should not. */
export function placeholderCount(script: string, inputs: Inputs): "none" | "some" | "too-many" {
  let count = 0;
  for (let place = script.indexOf("{"); place >= 0; place = script.indexOf("{", place + 1))
    if (placeholderAt(script, place, inputs) !== null) count += 1;
  return count === 0 ? "none" : count > MAX_SITES ? "too-many" : "some";
}

const PLAIN_WORD = /^[A-Za-z0-9_.,:/@%+=-]+$/;

/**
 * True where no value of the input can mean anything to a shell or another language, whatever a person gives: numbers,
 * true and false, dates, addresses, and enums of plain words. Those may stand in program text.
 */
export function hasPlainValues({ type, enum: words }: InputSpec): boolean {
  if (type === "enum") return words?.every((word) => PLAIN_WORD.test(word)) === true;
  return ["integer", "number", "boolean", "date", "datetime", "ip"].includes(type);
}

/** True where every value is a number: what arithmetic of shells may be given. */
export function hasNumericValues({ type }: InputSpec): boolean {
  return type === "integer" || type === "number";
}

/** Applies edits that do not overlap; of two at one place the one that came first stands first. */
export function edited(script: string, edits: readonly Edit[]): string {
  const ordered = edits.map((edit, order) => ({ edit, order }));
  ordered.sort((a, b) => a.edit.from - b.edit.from || a.edit.to - b.edit.to || a.order - b.order);
  let program = "";
  let place = 0;
  for (const { edit } of ordered) {
    program += script.slice(place, edit.from) + edit.text;
    place = edit.to;
  }
  return program + script.slice(place);
}

/** Gives the number of the line, counted from 1, at each place of a script. */
export function lineCounter(script: string): (place: number) => number {
  let starts: number[] | null = null;
  return (place) => {
    starts ??= lineStarts(script);
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= place) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

function lineStarts(script: string): number[] {
  const starts = [0];
  for (let end = script.indexOf("\n"); end >= 0; end = script.indexOf("\n", end + 1)) starts.push(end + 1);
  return starts;
}
