import type { InputSpec } from "../model/graph-content.ts";
import { utf8Length } from "../text/utf8-length.ts";
import { shownValue } from "./value-shown.ts";

type CheckedText =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: string };

/** Characters (code points) in a value of type string. */
export const MAX_STRING = 4_096;
/**
 * Bytes of any value as it is written for a script. It travels in one environment variable, of which Linux refuses
 * 131,072 bytes and more (MAX_ARG_STRLEN); half of it leaves room, and is plenty for what a person gives.
 */
export const MAX_VALUE_BYTES = 65_536;

/** Text of the types string and text: never cut, never trimmed. */
export function checkText(spec: InputSpec, met: unknown): CheckedText {
  const what = spec.type === "string" ? "one line of text" : "text";
  if (typeof met !== "string") {
    const hint =
      typeof met === "number" || typeof met === "boolean"
        ? ` Put it in quotes to make it text: "${met}".`
        : "";
    return { ok: false, problem: `Wanted ${what}, met ${shownValue(met)}.${hint}` };
  }
  const problem = unfitCharacters(met) ?? unfitLine(spec, met) ?? unfitLength(spec, met, what);
  return problem === null ? { ok: true, value: met } : { ok: false, problem };
}

/** Why no script could be given `text` as it is; null where it could. */
export function unfitCharacters(text: string): string | null {
  if (text.includes("\0"))
    return "Wanted text without a NUL character (U+0000), which no environment variable can hold, met one. Remove it.";
  if (/\p{Surrogate}/u.test(text))
    return "Wanted whole characters, met half of a surrogate pair, which no script could be given. Remove it.";
  return null;
}

/** A sentence where a value has more bytes than a script can be given; null where it fits. */
export function unfitSize(text: string, what: string): string | null {
  const bytes = utf8Length(text);
  if (bytes <= MAX_VALUE_BYTES) return null;
  return `Wanted ${what} of at most 64 KiB (65,536 bytes), met ${bytes.toLocaleString("en")} bytes. Put it into a file or behind an address, and give the script its name.`;
}

function unfitLine({ type }: InputSpec, met: string): string | null {
  if (type !== "string" || !/[\r\n]/.test(met)) return null;
  return "Wanted one line of text, met a line break. Declare the type text where several lines are meant.";
}

function unfitLength(spec: InputSpec, met: string, what: string): string | null {
  const { type, required, min, max } = spec;
  if (met === "" && required === true && min === undefined)
    return `Wanted ${what} of at least 1 character, since the input is required, met empty text. Where empty text is meant to be allowed, declare \`min: 0\`.`;
  const size = unfitSize(met, what);
  if (size !== null) return size;
  const length = codePointCount(met);
  const least = min ?? 0;
  const most = Math.min(max ?? MAX_VALUE_BYTES, type === "string" ? MAX_STRING : MAX_VALUE_BYTES);
  if (length < least) return `Wanted ${what} of at least ${count(least)}, met ${count(length)}.`;
  return length > most ? `Wanted ${what} of at most ${count(most)}, met ${count(length)}.` : null;
}

function count(characters: number): string {
  return characters === 1 ? "1 character" : `${characters.toLocaleString("en")} characters`;
}

function codePointCount(text: string): number {
  let length = 0;
  for (const _character of text) length += 1;
  return length;
}
