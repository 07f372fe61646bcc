import { exampleValue } from "#components/draft/text/example-value.ts";
import type { Json } from "#engine/json/json.ts";
import { readJson } from "#engine/json/read-json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";

/** A field of the call that an output is: by its name, or by a `from` that is nothing but the field. */
const FIELD = /^call\.([A-Za-z_][A-Za-z0-9_]*)$/;
const EQUALS = /\bcall\.([A-Za-z_][A-Za-z0-9_]*)\s*==\s*("(?:[^"\\]|\\.)*"|-?\d+|true|false)/g;

/**
 * The command that calls a wait, with every declared field filled with a value that fits, and with what `until` asks for.
 * What only the caller can know stands there as an example.
 */
export function callExample({ outputs = {}, wait }: VertexSpec, address: string): string {
  const fields = new Map<string, Json>();
  for (const [name, spec] of Object.entries(outputs)) {
    const field = spec.from === undefined ? name : FIELD.exec(spec.from.trim())?.[1];
    if (field !== undefined) fields.set(field, exampleValue(spec) ?? "");
  }
  const callback = wait?.callback;
  const { until = "", fail = "" } = callback === undefined || callback === "once" ? {} : callback;
  const isDone = FIELD.exec(until.trim())?.[1];
  if (isDone !== undefined) fields.set(isDone, true);
  for (const [, field = "", text = ""] of until.matchAll(EQUALS)) {
    const read = readJson(text);
    if (read.ok) fields.set(field, read.value);
  }
  // A condition that reads a field which is not there refuses the call; `has` only asks for it.
  const isFailed = FIELD.exec(fail.trim())?.[1];
  if (isFailed !== undefined) fields.set(isFailed, false);
  for (const [, field = ""] of fail.matchAll(EQUALS)) if (!fields.has(field)) fields.set(field, "");
  const data = writeJson(fields).replaceAll("'", "'\\''");
  return `curl -X POST -H 'content-type: application/json' -d '${data}' '${address}'`;
}
