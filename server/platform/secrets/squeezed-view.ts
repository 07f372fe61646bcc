export const BACKSLASH = 0x5c;
export const ZERO = 0x30;
export const EQUALS = 0x3d;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
const [A, Z, SPACE] = [0x41, 0x5a, 0x20];
/** From a capital letter to the small one. */
const LOWER = 0x20;

/** Bytes without what stands between their parts, and where each of them was. */
export type View = { readonly bytes: Buffer; readonly placeOf: (place: number) => number };

/**
 * Bytes without the gaps between their parts; for hex in lower case.
 *
 * @param gapAt how many bytes of a gap stand at a place.
 */
export function squeezed(raw: Buffer, gapAt: (raw: Buffer, at: number) => number): View {
  const bytes = Buffer.alloc(raw.length);
  const places = new Uint32Array(raw.length);
  let length = 0;
  for (let at = 0; at < raw.length; ) {
    const gap = gapAt(raw, at);
    if (gap === 0) {
      const byte = raw[at] ?? 0;
      const isUpper = gapAt === gapInNumbers && byte >= A && byte <= Z;
      bytes[length] = isUpper ? byte + LOWER : byte;
      places[length] = at;
      length += 1;
    }
    at += Math.max(gap, 1);
  }
  return { bytes: bytes.subarray(0, length), placeOf: (place) => places[place] ?? raw.length };
}

const codesOf = (text: string) => new Set([...text].map((char) => char.charCodeAt(0)));
const ESCAPED = codesOf("nrt");
const BETWEEN_BYTES = codesOf(":,.-_%=");
const OCTAL = codesOf("01234567");
const X = codesOf("xX");

/** Line ends and spaces, as they are and as escapes. */
export function gapInEncoded(raw: Buffer, at: number): number {
  const byte = raw[at] ?? 0;
  if (byte === SPACE || (byte >= 0x09 && byte <= 0x0d)) return 1;
  return byte === BACKSLASH && ESCAPED.has(raw[at + 1] ?? 0) ? 2 : 0;
}

/** Also what stands between the numbers of bytes: `70:40`, `0x70, 0x40`, `\\x70\\x40`, `\\160\\100`, `%70%40`. */
export function gapInNumbers(raw: Buffer, at: number): number {
  const byte = raw[at] ?? 0;
  if (BETWEEN_BYTES.has(byte)) return 1;
  const next = raw[at + 1] ?? 0;
  if ((byte === BACKSLASH || byte === ZERO) && X.has(next)) return 2;
  if (byte === BACKSLASH && OCTAL.has(next)) return 1;
  return gapInEncoded(raw, at);
}

/** The line ends that quoted-printable adds. */
export function gapInQuoted(raw: Buffer, at: number): number {
  if (raw[at] !== EQUALS) return 0;
  if (raw[at + 1] === LINE_FEED) return 2;
  return raw[at + 1] === CARRIAGE_RETURN && raw[at + 2] === LINE_FEED ? 3 : 0;
}
