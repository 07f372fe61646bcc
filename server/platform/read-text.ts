/** The text of some bytes; or why they are none, as a clause of a sentence. */
export type ReadText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

type ByteOrderMark = { readonly bytes: readonly number[]; readonly charset: string };

/** The longer ones first: that of UTF-32 begins like that of UTF-16. */
const BYTE_ORDER_MARKS: readonly ByteOrderMark[] = [
  { bytes: [0xff, 0xfe, 0, 0], charset: "utf-32le" },
  { bytes: [0, 0, 0xfe, 0xff], charset: "utf-32be" },
  { bytes: [0xef, 0xbb, 0xbf], charset: "utf-8" },
  { bytes: [0xff, 0xfe], charset: "utf-16le" },
  { bytes: [0xfe, 0xff], charset: "utf-16be" },
];

/**
 * Reads bytes as text and never guesses: a byte order mark counts before the charset that was named, and without either
 * the bytes must be UTF-8. A byte order mark is no part of the text.
 *
 * @param charset as a content type names it; null if none is named.
 */
export function readText(bytes: Uint8Array, charset: string | null): ReadText {
  const marked = BYTE_ORDER_MARKS.find((mark) => mark.bytes.every((byte, place) => bytes[place] === byte));
  const used = marked?.charset ?? named(charset, bytes) ?? "utf-8";
  const shown = used.length > 40 ? `${used.slice(0, 40)}…` : used;
  const decoder = decoderOf(used);
  if (decoder === null) return { ok: false, problem: `the charset ${shown} is not known` };
  const isAscii = /^(us-)?ascii$/.test(used);
  try {
    if (isAscii && bytes.some((byte) => byte > 0x7f)) throw new TypeError("not ASCII");
    return { ok: true, text: decoder.decode(bytes) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const place = isAscii ? bytes.findIndex((byte) => byte > 0x7f) : firstInvalid(used, bytes);
    const byte = `0x${(bytes[place] ?? 0).toString(16).padStart(2, "0")}`;
    const why = marked === undefined && charset === null ? ", and no other charset is named" : "";
    return { ok: false, problem: `its byte ${byte} at position ${place + 1} is not valid ${shown}${why}` };
  }
}

/** The charset that a content type names, in lower case; null if it names none. */
export function charsetOf(contentType: string | null | undefined): string | null {
  const [, quoted, plain] = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;]*))/i.exec(contentType ?? "") ?? [];
  const charset = (quoted ?? plain ?? "").trim().toLowerCase();
  return charset === "" ? null : charset;
}

/** UTF-16 without a mark may be of either order. JSON and markup begin with a character below 256. */
function named(charset: string | null, bytes: Uint8Array): string | null {
  return charset === "utf-16" && bytes[0] === 0 ? "utf-16be" : charset;
}

function decoderOf(charset: string): TextDecoder | null {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The place where the first character begins that is none. */
function firstInvalid(charset: string, bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isDecoded(charset, bytes.subarray(0, middle), true)) good = middle;
    else bad = middle;
  }
  // A character has four bytes at most. The problem may show only behind its first one.
  for (let place = good; place > Math.max(0, good - 4); place -= 1)
    if (isDecoded(charset, bytes.subarray(0, place), false)) return place;
  return Math.max(0, good - 4);
}

/** @param isBeginning the bytes may end within a character. */
function isDecoded(charset: string, bytes: Uint8Array, isBeginning: boolean): boolean {
  try {
    new TextDecoder(charset, { fatal: true }).decode(bytes, { stream: isBeginning });
    return true;
  } catch {
    return false;
  }
}
