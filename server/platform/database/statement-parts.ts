import type { SqlValue } from "./statement.ts";

/**
 * The most characters of the values of one statement, beside a single longer row. With what is held before it in one trip
 * it stays below 16 MiB, the least max_allowed_packet, also where each character is escaped or has three bytes.
 */
const MAX_VALUES_LENGTH = 1_048_576;
/** How long a number or a time is at most. */
const SHORT_LENGTH = 24;

/**
 * Rows in their order, in parts that one statement each can write.
 *
 * @param maxRows so many rows a part has at most.
 */
export function inParts<T>(
  rows: readonly T[],
  maxRows: number,
  valuesOf: (row: T) => readonly SqlValue[],
): T[][] {
  const parts: T[][] = [];
  let last: T[] = [];
  let length = 0;
  for (const row of rows) {
    const own = lengthOf(valuesOf(row));
    if (last.length === 0 || last.length >= maxRows || length + own > MAX_VALUES_LENGTH) {
      last = [];
      length = 0;
      parts.push(last);
    }
    last.push(row);
    length += own;
  }
  return parts;
}

function lengthOf(values: readonly SqlValue[]): number {
  let length = 0;
  for (const value of values) {
    if (typeof value === "string") length += value.length;
    // It is written as hexadecimal digits.
    else if (Buffer.isBuffer(value)) length += 2 * value.length;
    else length += SHORT_LENGTH;
  }
  return length;
}
