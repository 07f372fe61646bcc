import type { InputSpec } from "../../model/graph-content.ts";
import type { RuleOf } from "../../rules/rules.ts";

/** The replacement of a part of a script. */
export type Edit = { readonly from: number; readonly to: number; readonly text: string };

export type SiteProblem = (
  | { readonly code: RuleOf<"error">; readonly level: "error" }
  | { readonly code: RuleOf<"warning">; readonly level: "warning" }
) & {
  readonly text: string;
  /** The change of the script that removes the problem; undefined if only its author can decide. */
  readonly fix?: { readonly label: string; readonly edits: readonly Edit[] };
};

/** A placeholder and its place in the script. `to` is the offset behind its closing brace. */
export type Site = {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly problems: readonly SiteProblem[];
};

export type Place = Pick<Site, "name" | "from" | "to">;

/** A problem of a place that only looks like a placeholder. */
export type SiteNote = { readonly from: number; readonly problem: SiteProblem };

/** The placeholders of a script, and the edits that make the program. */
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
 * The placeholder `{name}` or the literal `{{name}}` of a declared input that begins at `place`; null if there is none.
 * Braces after `$` are not a placeholder, because `${name}` has a meaning in shells and JavaScript.
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

/** Every `{name}` of a declared input, in the order of the script, without regard to its context. */
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

/** The edits that replace each `{{name}}` by `{name}`. */
export function literalsIn(script: string, inputs: Inputs): Edit[] {
  const edits: Edit[] = [];
  for (let place = script.indexOf("{{"); place >= 0; ) {
    const met = placeholderAt(script, place, inputs);
    if (met?.kind === "literal") edits.push({ from: place, to: met.to, text: `{${met.name}}` });
    place = script.indexOf("{{", met?.to ?? place + 1);
  }
  return edits;
}

/** The most placeholders of a script. With more, rules that read a whole command for each placeholder would be slow. */
const MAX_SITES = 5_000;

/** Whether a script has placeholders. `too-many`: the script must not be parsed. */
export function placeholderCount(script: string, inputs: Inputs): "none" | "some" | "too-many" {
  let count = 0;
  for (let place = script.indexOf("{"); place >= 0; place = script.indexOf("{", place + 1))
    if (placeholderAt(script, place, inputs) !== null) count += 1;
  return count === 0 ? "none" : count > MAX_SITES ? "too-many" : "some";
}

const PLAIN_WORD = /^[A-Za-z0-9_.,:/@%+=-]+$/;

/**
 * True if no value of the input can have a special meaning in a shell or another language: numbers, booleans, dates, IP
 * addresses, and enums of plain words. Such values are allowed in program text.
 */
export function hasPlainValues({ type, enum: words }: InputSpec): boolean {
  if (type === "enum") return words?.every((word) => PLAIN_WORD.test(word)) === true;
  return ["integer", "number", "boolean", "date", "datetime", "ip"].includes(type);
}

/** True if every value is a number, so that it is allowed in shell arithmetic. */
export function hasNumericValues({ type }: InputSpec): boolean {
  return type === "integer" || type === "number";
}

/** Applies edits that do not overlap. Two edits at one place keep their order. */
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

/** Returns a function that gives the line of a place in a script, counted from 1. */
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
