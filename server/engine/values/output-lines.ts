import { ownOf } from "../json/json.ts";
import type { Json, OutputSpec } from "../model/graph-content.ts";
import { inputNameProblem } from "../shape/names/graph-names.ts";
import { utf8Length } from "../text/utf8-length.ts";
import { checkValue } from "./input-values.ts";
import { unfitCharacters } from "./text-value.ts";
import { shownValue } from "./value-shown.ts";

/** The largest output file of a track, in bytes. */
export const MAX_OUTPUT_BYTES = 1_048_576;

export type Successor = { readonly name: string; readonly number: number };

export type ParsedOutputs =
  | {
      readonly ok: true;
      readonly outputs: Readonly<Record<string, Json>>;
      /** The names of the heads that go on; null if the script named none, so that all may go on. */
      readonly next: readonly string[] | null;
    }
  | { readonly ok: false; readonly reason: string };

/** One `key=value` or `key<<END` entry of the file. */
type Written = { readonly key: string; readonly value: string; readonly line: number };

type Refused = { readonly reason: string };

/**
 * Parses the file that a script wrote to `$SIGNALBOX_OUTPUT`: `key=value` lines and
 * ```
 * key<<END
 * lines of the value
 * END
 * ```
 * If a key is written twice, the later value wins. Empty lines are ignored, and so is a CR at the end of a line, except
 * inside a value of several lines. The value is everything after the first `=`, with its spaces. Values are text unless
 * the vertex declares another type. `next=B` or `next=B,C` names the heads that go on, by name or by number.
 *
 * @returns the outputs; or the reason why the track fails, as part of a sentence.
 */
export function parseOutputs(
  text: string,
  declared: Readonly<Record<string, OutputSpec>>,
  successors: readonly Successor[],
): ParsedOutputs {
  if (utf8Length(text) > MAX_OUTPUT_BYTES) return { ok: false, reason: "its outputs are longer than 1 MiB" };
  const written = writtenIn(text);
  if ("reason" in written) return { ok: false, reason: written.reason };
  const outputs: Record<string, Json> = {};
  let next: readonly string[] | null = null;
  for (const each of written.values()) {
    if (each.key === "next") {
      const named = successorsNamed(each, successors);
      if ("reason" in named) return { ok: false, reason: named.reason };
      next = named.names;
      continue;
    }
    const checked = outputValue(each, declared);
    if ("reason" in checked) return { ok: false, reason: checked.reason };
    outputs[each.key] = checked.value;
  }
  for (const [name, spec] of Object.entries(declared)) {
    if (written.has(name)) continue;
    if (spec.default !== undefined) {
      const checked = checkValue(spec, spec.default);
      if (!checked.ok)
        return { ok: false, reason: `the default of its output ${name} does not fit: ${checked.problem}` };
      outputs[name] = checked.value;
    } else if (spec.required === true)
      return { ok: false, reason: `its required output ${name} was not written to $SIGNALBOX_OUTPUT` };
  }
  return { ok: true, outputs, next };
}

function writtenIn(text: string): ReadonlyMap<string, Written> | Refused {
  const written = new Map<string, Written>();
  const lines = text.split("\n");
  for (let place = 0; place < lines.length; place += 1) {
    const line = (lines[place] ?? "").replace(/\r$/, "");
    if (line.trim() === "") continue;
    const match = /^([^=<]*)(=|<<)(.*)$/s.exec(line);
    const key = match?.[1] ?? "";
    if (match === null || inputNameProblem(key) !== null)
      return badLine(place, line, match === null ? null : key);
    if (match[2] === "=") {
      written.set(key, { key, value: match[3] ?? "", line: place + 1 });
      continue;
    }
    const end = match[3] ?? "";
    const last = end.trim() === "" ? -1 : endOfBlock(lines, place + 1, end);
    if (last < 0) return unendedBlock(place, key, end);
    written.set(key, { key, value: lines.slice(place + 1, last).join("\n"), line: place + 1 });
    place = last;
  }
  return written;
}

function endOfBlock(lines: readonly string[], from: number, end: string): number {
  for (let place = from; place < lines.length; place += 1)
    if ((lines[place] ?? "").replace(/\r$/, "") === end) return place;
  return -1;
}

function badLine(place: number, line: string, key: string | null): Refused {
  const why =
    key === null ? "it is neither key=value nor key<<END" : (inputNameProblem(key) ?? "").replace(/\.$/, "");
  return { reason: `line ${place + 1} of its outputs cannot be read, ${shownValue(line)}: ${why}` };
}

function unendedBlock(place: number, key: string, end: string): Refused {
  const why =
    end.trim() === "" ? "has no end word: write it as key<<END" : `has no closing line, ${shownValue(end)}`;
  return { reason: `line ${place + 1} of its outputs, ${key}<<, ${why}` };
}

function outputValue(
  { key, value, line }: Written,
  declared: Readonly<Record<string, OutputSpec>>,
): { readonly value: Json } | Refused {
  const spec = ownOf(declared, key);
  // An undeclared output is text of any length: only the limit of the file applies.
  if (spec === undefined) {
    const problem = unfitCharacters(value);
    return problem === null
      ? { value }
      : { reason: `its output ${key} (line ${line}) cannot be kept: ${problem}` };
  }
  const checked = checkValue(spec, value);
  if (checked.ok) return { value: checked.value };
  return {
    reason: `its output ${key} (line ${line}) does not fit: ${checked.problem}`,
  };
}

/** Reads the heads of `next=B, 4`. A word is first looked up as a name, because a vertex may be named `4`. */
function successorsNamed(
  { value, line }: Written,
  successors: readonly Successor[],
): { readonly names: readonly string[] } | Refused {
  const whole = successors.find(({ name }) => name === value.trim());
  const words = whole === undefined ? value.split(/[,\n]/).map((word) => word.trim()) : [whole.name];
  const names = new Set<string>();
  for (const word of words.filter((each) => each !== "")) {
    const found =
      successors.find(({ name }) => name === word.normalize("NFC")) ??
      successors.find(({ number }) => String(number) === word);
    if (found === undefined) return noSuccessor(word, line, successors);
    names.add(found.name);
  }
  if (names.size > 0) return { names: [...names] };
  return { reason: `line ${line} of its outputs, next=, names no successor: ${allowedText(successors)}` };
}

function noSuccessor(word: string, line: number, successors: readonly Successor[]): Refused {
  return {
    reason: `line ${line} of its outputs names ${shownValue(word)} as next, which is no successor: ${allowedText(successors)}`,
  };
}

function allowedText(successors: readonly Successor[]): string {
  if (successors.length === 0) return "it has none";
  const shown = successors.slice(0, 20).map(({ name, number }) => `${name} (${number})`);
  const more = successors.length > 20 ? ` and ${successors.length - 20} more` : "";
  return `allowed are ${shown.join(", ")}${more}`;
}
