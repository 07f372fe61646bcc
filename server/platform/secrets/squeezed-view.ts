export const BACKSLASH = 0x5c;
export const ZERO = 0x30;
export const EQUALS = 0x3d;
export const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
const [A, Z, SPACE] = [0x41, 0x5a, 0x20];
/** From a capital letter to the small one. */
const LOWER = 0x20;

/** Bytes without what stands between their parts, and where each of them was. */
export type View = { readonly bytes: Buffer; readonly placeOf: (place: number) => number };

/** What stands between the parts of a form. */
type Gaps = {
  /** How many bytes of a gap stand at a place. */
  readonly gapAt: (raw: Buffer, at: number) => number;
  /** 1 for the bytes that a gap begins with. */
  readonly first: Uint8Array;
  /** What is read in the place of each byte. */
  readonly readAs: Uint8Array;
};

/** Bytes without the gaps between their parts. */
export function squeezed(raw: Buffer, { gapAt, first, readAs }: Gaps): View {
  const bytes = Buffer.allocUnsafe(raw.length);
  // Most outputs have few gaps: only the places behind a gap are noted.
  const behind: number[] = [];
  const moved: number[] = [];
  let length = 0;
  for (let at = 0; at < raw.length; ) {
    const byte = raw[at] as number;
    const gap = first[byte] === 0 ? 0 : gapAt(raw, at);
    if (gap === 0) {
      bytes[length] = readAs[byte] as number;
      length += 1;
      at += 1;
      continue;
    }
    at += gap;
    if (behind.at(-1) === length) moved[moved.length - 1] = at - length;
    else {
      behind.push(length);
      moved.push(at - length);
    }
  }
  return { bytes: bytes.subarray(0, length), placeOf: (place) => place + movedAt(behind, moved, place) };
}

/** How far a byte of the view was moved to the front. */
function movedAt(behind: readonly number[], moved: readonly number[], place: number): number {
  let low = 0;
  let high = behind.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((behind[middle] as number) <= place) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : (moved[low - 1] as number);
}

const codesOf = (text: string) => new Set([...text].map((char) => char.charCodeAt(0)));
const ESCAPED = codesOf("nrt");
const BETWEEN_BYTES = codesOf(":,.-_%=");
const OCTAL = codesOf("01234567");
const X = codesOf("xX");
const SPACES = [SPACE, 0x09, LINE_FEED, 0x0b, 0x0c, CARRIAGE_RETURN];

/** Line ends and spaces, as they are and as escapes. */
function gapInEncoded(raw: Buffer, at: number): number {
  const byte = raw[at] ?? 0;
  if (byte === SPACE || (byte >= 0x09 && byte <= 0x0d)) return 1;
  return byte === BACKSLASH && ESCAPED.has(raw[at + 1] ?? 0) ? 2 : 0;
}

/** Also what stands between the numbers of bytes: `70:40`, `0x70, 0x40`, `\\x70\\x40`, `\\160\\100`, `%70%40`. */
function gapInNumbers(raw: Buffer, at: number): number {
  const byte = raw[at] ?? 0;
  if (BETWEEN_BYTES.has(byte)) return 1;
  const next = raw[at + 1] ?? 0;
  if ((byte === BACKSLASH || byte === ZERO) && X.has(next)) return 2;
  if (byte === BACKSLASH && OCTAL.has(next)) return 1;
  return gapInEncoded(raw, at);
}

/** The line ends that quoted-printable adds. */
function gapInQuoted(raw: Buffer, at: number): number {
  if (raw[at] !== EQUALS) return 0;
  if (raw[at + 1] === LINE_FEED) return 2;
  return raw[at + 1] === CARRIAGE_RETURN && raw[at + 2] === LINE_FEED ? 3 : 0;
}

function firstBytes(codes: Iterable<number>): Uint8Array {
  const first = new Uint8Array(256);
  for (const code of codes) first[code] = 1;
  return first;
}

const SAME = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const IN_LOWER_CASE = SAME.map((byte) => (byte >= A && byte <= Z ? byte + LOWER : byte));

/** For base64 and base32. */
export const ENCODED: Gaps = {
  gapAt: gapInEncoded,
  first: firstBytes([...SPACES, BACKSLASH]),
  readAs: SAME,
};
/** For bytes as numbers; hex is read in lower case. */
export const NUMBERS: Gaps = {
  gapAt: gapInNumbers,
  first: firstBytes([...SPACES, BACKSLASH, ZERO, ...BETWEEN_BYTES]),
  readAs: IN_LOWER_CASE,
};
/** For quoted-printable. */
export const QUOTED: Gaps = { gapAt: gapInQuoted, first: firstBytes([EQUALS]), readAs: SAME };
