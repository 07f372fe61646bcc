import { ownOf } from "../json/json.ts";
import { jsonBeginning } from "../json/write-json.ts";
import type { Json } from "../model/graph-content.ts";
import { cutWithMark } from "../text/cut-text.ts";
import { shownValue } from "../values/value-shown.ts";

/** The value of `exit` if a signal ended the script, or if it never ran. */
export const NO_EXIT = -1;

const MAX_SHOWN = 200;

/** What an expression reads. */
type Reads = {
  readonly outputs: ReadonlyMap<string, ReadonlySet<string | null>>;
  readonly received: ReadonlySet<string>;
  readonly readsTailEnd: boolean;
};

type Values = {
  readonly outputs: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly more?: Readonly<Record<string, Json>>;
  readonly end?: { readonly state: string; readonly exit: number | null };
};

/** A problem of an expression, with the values that it read. */
export function withValues(expression: Reads & { readonly text: string }, facts: Values, problem: string) {
  const saw = valuesRead(expression, facts);
  return `\`${expression.text}\`: ${problem}${saw === "" ? "" : ` (${saw})`}`;
}

/** The values that an expression read, as part of a sentence; "" if it read none. */
export function valuesRead({ outputs, received, readsTailEnd }: Reads, facts: Values): string {
  const shown = [...outputs].flatMap(([vertex, keys]) => {
    const values = ownOf(facts.outputs, vertex) ?? {};
    return [...keys].map((key) =>
      key === null
        ? `outputs.${vertex} has ${Object.keys(values).length === 0 ? "nothing" : Object.keys(values).join(", ")}`
        : `outputs.${vertex}.${key} is ${Object.hasOwn(values, key) ? shownValue(values[key]) : "not set"}`,
    );
  });
  for (const name of received)
    if (facts.more !== undefined && Object.hasOwn(facts.more, name))
      shown.push(`${name} is ${shownData(facts.more[name])}`);
  if (readsTailEnd && facts.end !== undefined)
    shown.push(`state is ${facts.end.state}`, `exit is ${facts.end.exit ?? NO_EXIT}`);
  return shown.join(", ");
}

/** A received value as text: complete if it is short, because conditions read its fields. */
function shownData(value: Json | undefined): string {
  if (value === undefined || value === null || typeof value !== "object") return shownValue(value);
  return cutWithMark(jsonBeginning(value, MAX_SHOWN), MAX_SHOWN);
}
