import { z } from "zod";
import { type Json, jsonFrom, type Values } from "#engine/json/json.ts";
import { unfitCharacters } from "#engine/values/text-value.ts";
import { untrustedValueProblem } from "#engine/values/untrusted-value.ts";
import { vertexName } from "./fields.ts";

const MAX_NAME = 64;

/**
 * Values by name, as a caller sends them: each becomes JSON with its digits and the order of its keys. An engine's
 * `checkValue` judges them later.
 */
export const namedValues = z
  .custom<Readonly<Record<string, unknown>>>(isNamed, 'Wanted values by name, such as {"version": "1.2"}')
  .transform((found, context): Values => {
    const entries: Iterable<[string, unknown]> = found instanceof Map ? found : Object.entries(found);
    const values: [string, Json][] = [];
    for (const [name, value] of entries) {
      const problem = untrustedValueProblem(value);
      const text =
        unfitCharacters(name) ??
        (name.length > MAX_NAME ? `A name has at most ${MAX_NAME} characters.` : (problem?.text ?? null));
      if (text === null) values.push([name, jsonFrom(value)]);
      else
        context.addIssue({
          code: "custom",
          message: text,
          path: [name.slice(0, MAX_NAME), ...(problem?.at ?? [])],
          input: value,
        });
    }
    return Object.fromEntries(values);
  });

function isNamed(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Values by vertex. It may come as a Map, because a vertex may have a name such as `1`, which an object would move to
 * another place. No entry is left out, whatever its name is.
 */
export const valuesByVertex = z
  .custom<Readonly<Record<string, Readonly<Record<string, unknown>>>>>(
    isNamed,
    'Wanted values by vertex and name, such as {"build": {"version": "1.2"}}',
  )
  .transform((found, context): Readonly<Record<string, Values>> => {
    const entries: Iterable<[string, unknown]> = found instanceof Map ? found : Object.entries(found);
    const byVertex = new Map<string, Values>();
    for (const [given, values] of entries) {
      const name = vertexName.safeParse(given);
      const read = namedValues.safeParse(values);
      const report = (message: string, path: readonly PropertyKey[] = []) =>
        context.addIssue({
          code: "custom",
          message,
          path: [given.slice(0, MAX_NAME), ...path],
          input: values,
        });
      for (const { message } of name.error?.issues ?? []) report(message);
      for (const { message, path } of read.error?.issues ?? []) report(message, path);
      if (!name.success || !read.success) continue;
      if (byVertex.has(name.data))
        report(`The vertex "${name.data}" is named twice, typed in two ways. Name it once.`);
      byVertex.set(name.data, read.data);
    }
    return Object.fromEntries(byVertex);
  });
