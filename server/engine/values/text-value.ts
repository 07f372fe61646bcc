import { isJsonNumber } from "../json/json.ts";
import type { InputSpec } from "../model/graph-content.ts";
import { utf8Length } from "../text/utf8-length.ts";
import { shownValue } from "./value-shown.ts";

type CheckedText =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: string };

/** The longest value of type string, in characters (code points). */
export const MAX_STRING = 4_096;
/**
 * The largest text of any value, in bytes. A script gets it in one environment variable, and Linux refuses those of
 * 131,072 bytes or more (MAX_ARG_STRLEN). Half of that leaves space for the name.
 */
export const MAX_VALUE_BYTES = 65_536;

/** Checks a value of type string or text. It is never shortened or trimmed. */
export function checkText(spec: InputSpec, found: unknown): CheckedText {
  const what = spec.type === "string" ? "one line of text" : "text";
  if (typeof found !== "string") {
    const hint =
      isJsonNumber(found) || typeof found === "boolean"
        ? ` Put it in quotes to make it text: "${String(found)}".`
        : "";
    return { ok: false, problem: `Wanted ${what}, found ${shownValue(found)}.${hint}` };
  }
  const problem = unfitCharacters(found) ?? unfitLine(spec, found) ?? unfitLength(spec, found, what);
  return problem === null ? { ok: true, value: found } : { ok: false, problem };
}

/** Why `text` has characters that cannot be passed to a script; null if it has none. */
export function unfitCharacters(text: string): string | null {
  if (text.includes("\0"))
    return "Wanted text without a NUL character (U+0000), which no environment variable can hold, found one. Remove it.";
  if (/\p{Surrogate}/u.test(text))
    return "Wanted whole characters, found half of a surrogate pair, which no script could be given. Remove it.";
  return null;
}

/** A sentence that says that a value has too many bytes for a script; null if it fits. */
export function unfitSize(text: string, what: string): string | null {
  const bytes = utf8Length(text);
  if (bytes <= MAX_VALUE_BYTES) return null;
  return `Wanted ${what} of at most 64 KiB (65,536 bytes), found ${bytes.toLocaleString("en")} bytes. Put it into a file or on a server, and give the script its path or address.`;
}

function unfitLine({ type }: InputSpec, found: string): string | null {
  if (type !== "string" || !/[\r\n]/.test(found)) return null;
  return "Wanted one line of text, found a line break. Declare the type text if it may have several lines.";
}

function unfitLength(spec: InputSpec, found: string, what: string): string | null {
  const { type, required, min, max } = spec;
  if (found === "" && required === true && min === undefined)
    return `Wanted ${what} of at least 1 character, since the input is required, found empty text. If empty text is allowed, declare \`min: 0\`.`;
  const size = unfitSize(found, what);
  if (size !== null) return size;
  const length = codePointCount(found);
  const least = min ?? 0;
  const most = Math.min(max ?? MAX_VALUE_BYTES, type === "string" ? MAX_STRING : MAX_VALUE_BYTES);
  if (length < least) return `Wanted ${what} of at least ${count(least)}, found ${count(length)}.`;
  return length > most ? `Wanted ${what} of at most ${count(most)}, found ${count(length)}.` : null;
}

function count(characters: number): string {
  return characters === 1 ? "1 character" : `${characters.toLocaleString("en")} characters`;
}

function codePointCount(text: string): number {
  let length = 0;
  for (const _character of text) length += 1;
  return length;
}
