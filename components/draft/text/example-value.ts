import type { InputSpec, InputType, Json } from "#engine/model/graph-content.ts";
import { checkValue, valueText } from "#engine/values/input-values.ts";

const EXAMPLES: Readonly<Record<InputType, Json>> = {
  string: "example",
  text: "first line\nsecond line",
  integer: 42,
  number: 1.5,
  boolean: true,
  enum: "example",
  json: new Map([["key", "value"]]),
  list: ["first", "second"],
  date: "2024-02-29",
  datetime: "2024-02-29T08:30:00Z",
  ip: "192.168.100.10",
  secret: "deploy-token",
};

/**
 * What a script would find in the environment for an input: its default, else an example of its type. Null where no
 * example fits what the input asks for.
 */
export function exampleText(spec: InputSpec): string | null {
  const value = exampleValue(spec);
  return value === null ? null : valueText(spec, value);
}

/** The longest text that is made to be long enough. */
const MAX_EXAMPLE_LENGTH = 1_000;

/** A value that fits: its default, else an example of its type. Null where no example fits. */
export function exampleValue(spec: InputSpec): Json | null {
  for (const value of candidates(spec)) {
    const checked = value === undefined ? null : checkValue(spec, value);
    if (checked?.ok === true) return checked.value;
  }
  return null;
}

function candidates({ default: own, enum: words, min, max, type }: InputSpec): (Json | undefined)[] {
  const example = EXAMPLES[type];
  const length = Math.min(Math.max(Number(min ?? 0), 0), MAX_EXAMPLE_LENGTH);
  const end = max === undefined ? undefined : Number(max);
  const sizedText = (text: string) => text.padEnd(length, text).slice(0, end);
  const list = Array.from({ length: Math.max(length, 2) }, (_, place) => words?.[0] ?? `item ${place + 1}`);
  const sized = typeof example === "string" ? sizedText(example) : list.slice(0, end);
  return [own, words?.[0], min, example, max, sized];
}
