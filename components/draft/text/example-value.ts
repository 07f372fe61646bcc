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

/** A value that fits: its default, else an example of its type. Null where no example fits. */
export function exampleValue(spec: InputSpec): Json | null {
  const wanted = spec.default ?? spec.enum?.[0] ?? spec.min ?? EXAMPLES[spec.type];
  for (const value of [wanted, EXAMPLES[spec.type]]) {
    const checked = checkValue(spec, value);
    if (checked.ok) return checked.value;
  }
  return null;
}
