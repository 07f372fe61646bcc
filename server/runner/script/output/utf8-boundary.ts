/** A character of UTF-8 has at most this many bytes after its first byte. */
export const MAX_CONTINUATION_BYTES = 3;

/**
 * How many of these bytes form complete characters. Bytes that are not valid UTF-8 count as complete.
 */
export function completeLength(bytes: Uint8Array): number {
  const from = Math.max(0, bytes.length - MAX_CONTINUATION_BYTES);
  for (let at = bytes.length - 1; at >= from; at--) {
    const byte = bytes[at] ?? 0;
    if (isContinuation(byte)) continue;
    return bytes.length - at < lengthFrom(byte) ? at : bytes.length;
  }
  return bytes.length;
}

function isContinuation(byte: number): boolean {
  return (byte & 0b1100_0000) === 0b1000_0000;
}

/** The length of the character that begins with this byte. */
function lengthFrom(first: number): number {
  if (first >= 0xf0 && first <= 0xf4) return 4;
  if (first >= 0xe0 && first < 0xf0) return 3;
  if (first >= 0xc2 && first < 0xe0) return 2;
  return 1;
}
