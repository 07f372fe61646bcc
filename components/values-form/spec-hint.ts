import type { InputSpec, InputType } from "#engine/model/graph-content.ts";

/** Of more choices only the first ones are named. */
const MAX_CHOICES = 20;

/** What the field does not show by itself. A line of text, a text and a choice need no words. */
const WHAT: Partial<Record<InputType, string>> = {
  integer: "a whole number",
  number: "a number",
  json: "JSON",
  list: "a list, one item a line",
  date: "a date",
  datetime: "a time with its zone, such as 2024-02-29T08:30:00Z",
  ip: "an IP address",
  secret: "a stored secret, by its name",
};

const COUNTED: Partial<Record<InputType, string>> = {
  string: "characters",
  text: "characters",
  list: "items",
};

/** What a field wants, in a few words below it: "A whole number, 1 to 30". Empty where there is nothing to say. */
export function specHint(spec: InputSpec): string {
  const { type, min, max, pattern, enum: allowed } = spec;
  const parts = [WHAT[type] ?? ""];
  // For other types the field itself is a list of the choices.
  if (allowed !== undefined && (type === "list" || type === "json")) parts.push(allowedText(type, allowed));
  const range = rangeText(min, max);
  if (range !== null) parts.push([range, COUNTED[type]].filter(Boolean).join(" "));
  if (pattern !== undefined) parts.push(`matches ${pattern}`);
  const hint = parts.filter((part) => part !== "").join(", ");
  return hint.charAt(0).toUpperCase() + hint.slice(1);
}

function allowedText(type: "list" | "json", allowed: readonly string[]): string {
  const more = allowed.length - MAX_CHOICES;
  const words = allowed.slice(0, MAX_CHOICES).join(", ");
  const rest = more > 0 ? ` and ${more.toLocaleString("en")} more` : "";
  return `${type === "list" ? "each one of" : "one of"} ${words}${rest}`;
}

function rangeText(min: number | undefined, max: number | undefined): string | null {
  if (min !== undefined && max !== undefined) return `${min} to ${max}`;
  if (min !== undefined) return `at least ${min}`;
  return max === undefined ? null : `at most ${max}`;
}
