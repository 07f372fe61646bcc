import { isUtf8 } from "node:buffer";
import type { EntryText } from "#contract/stream-entries.ts";

/** So many bytes that are no text are shown. */
const MAX_SHOWN_BYTES = 64;

/**
 * A text of Redis, or the beginning of one, as people see it.
 *
 * @param bytes how many it has as a whole.
 */
export function entryText(given: Buffer, bytes: number): EntryText {
  const isCut = given.length < bytes;
  const whole = isCut ? withoutHalf(given) : given;
  if (isUtf8(whole)) return { text: whole.toString("utf8"), isText: true, bytes, isCut };
  const shown = given.subarray(0, MAX_SHOWN_BYTES);
  const text = [...shown].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return { text, isText: false, bytes, isCut: shown.length < bytes };
}

/** Without the beginning of a character whose end was cut off. */
function withoutHalf(bytes: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.subarray(0, bytes.length - back) : bytes;
    }
  }
  return bytes;
}

const MAX_DATE = 8_640_000_000_000_000;

/** The time with which the id of an entry begins; null where it is none. */
export function timeOfEntry(id: string): Date | null {
  const ms = Number(id.split("-")[0]);
  // Whoever writes an entry may choose its id: a small number is no time.
  return ms > 100_000_000_000 && ms <= MAX_DATE ? new Date(ms) : null;
}
