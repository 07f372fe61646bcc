import { FormSet, type Span } from "./form-set.ts";
import { type PrintedForms, printedForms } from "./printed-forms.ts";
import {
  BACKSLASH,
  CARRIAGE_RETURN,
  ENCODED,
  EQUALS,
  NUMBERS,
  QUOTED,
  squeezed,
  type View,
  ZERO,
} from "./squeezed-view.ts";

const MASK = Buffer.from("***");
const EMPTY = Buffer.alloc(0);
const LINE_END = 0x0a;
/** So many bytes at the beginning of a form say something about its secret. Fewer stand at many places by chance. */
const MIN_TELLING = 8;
/** How many separators may stand in a form, for each of its bytes and beside that: little is kept of an output full of them. */
const MAX_GAPS_A_BYTE = 8;
const MAX_GAPS = 1_024;

/** The first bytes of separators of several bytes. */
const HALVES: ReadonlySet<number> = new Set([BACKSLASH, ZERO, EQUALS]);

function asItIs(raw: Buffer): View {
  return { bytes: raw, placeOf: (place) => place };
}

function hasSoftEnds(raw: Buffer): boolean {
  return raw.includes("=\n") || raw.includes("=\r\n");
}

type Read = { readonly forms: FormSet; readonly view: View };

/** The forms of all secrets, each with the view in which it is looked for. */
class Forms {
  private readonly all: readonly { readonly forms: FormSet; readonly viewOf: (raw: Buffer) => View }[];

  constructor(secrets: Iterable<string>) {
    const found = [...secrets].map(printedForms);
    const of = (name: keyof PrintedForms) => new FormSet(found.flatMap((each) => each[name]));
    this.all = [
      { forms: of("whole"), viewOf: asItIs },
      { forms: of("encoded"), viewOf: (raw) => squeezed(raw, ENCODED) },
      { forms: of("numbers"), viewOf: (raw) => squeezed(raw, NUMBERS) },
      { forms: of("quoted"), viewOf: (raw) => (hasSoftEnds(raw) ? squeezed(raw, QUOTED) : asItIs(raw)) },
    ];
  }

  /** The bytes in each view: made once for all that is looked for in them. */
  read(raw: Buffer): Read[] {
    return this.all.map(({ forms, viewOf }) => ({ forms, view: viewOf(raw) }));
  }

  /** The positions of all forms. */
  spansIn(reads: readonly Read[]): Span[] {
    return reads.flatMap(({ forms, view: { bytes, placeOf } }) =>
      forms
        .findAll(bytes)
        .map((span) => ({
          from: placeOf(span.from),
          to: placeOf(span.to - 1) + 1,
          length: span.to - span.from,
        }))
        .filter(({ from, to, length }) => isNear(to - from, length)),
    );
  }

  isIn(raw: Buffer): boolean {
    return this.spansIn(this.read(raw)).length > 0;
  }

  /**
   * Where bytes begin that reach the end and may be the beginning of a form; the length where there are none.
   *
   * @param atLeast how many bytes of the form, without separators, there must be.
   */
  beginningIn(raw: Buffer, reads: readonly Read[], atLeast = 1): number {
    // The last bytes may be the first ones of a separator.
    const halves = [1, 2].filter((length) => HALVES.has(raw.at(-length) ?? 0));
    const starts = halves.map((length) => {
      const part = raw.subarray(0, -length);
      return beginningOf(part.length, this.read(part), atLeast);
    });
    return Math.min(raw.length, beginningOf(raw.length, reads, atLeast), ...starts);
  }
}

function beginningOf(rawLength: number, reads: readonly Read[], atLeast: number): number {
  const starts = reads.map(({ forms, view: { bytes, placeOf } }) => {
    const begin = forms
      .beginnings(bytes)
      .find(
        (place) =>
          bytes.length - place >= atLeast && isNear(rawLength - placeOf(place), bytes.length - place),
      );
    return begin === undefined ? Number.POSITIVE_INFINITY : placeOf(begin);
  });
  return Math.min(...starts);
}

function isNear(spread: number, length: number): boolean {
  return spread - length <= MAX_GAPS_A_BYTE * length + MAX_GAPS;
}

/** Masks secrets in a stream of bytes, also where two chunks divide a secret, or where two secrets overlap. */
export class SecretMasker {
  private readonly forms: Forms;
  private kept: Buffer = EMPTY;
  /** How many bytes of the kept rest belong to a secret whose mask was already written. */
  private covered = 0;
  /** How many bytes of the kept rest were given in a pause. */
  private given = 0;

  constructor(secrets: Iterable<string>) {
    this.forms = new Forms(secrets);
  }

  /** Gives what can be shown now. What may be the beginning of a secret is kept until more comes. */
  take(bytes: Buffer): Buffer {
    const raw = this.kept.length === 0 ? bytes : Buffer.concat([this.kept, bytes]);
    const reads = this.forms.read(raw);
    const cut = this.forms.beginningIn(raw, reads);
    const { shown, to } = this.masked(raw, this.forms.spansIn(reads), cut);
    this.kept = Buffer.from(raw.subarray(cut));
    this.covered = to - cut;
    this.given = Math.max(0, this.given - cut);
    return shown;
  }

  /**
   * In a pause of the output: gives the kept rest if it ends a line, for whoever reads along. What comes later is still
   * read as what may follow it. The beginning of a secret that says something about it is not given.
   */
  pause(): Buffer {
    const raw = this.kept;
    if (raw.at(-1) !== LINE_END) return EMPTY;
    const reads = this.forms.read(raw);
    const cut = this.forms.beginningIn(raw, reads, MIN_TELLING);
    const { shown, to } = this.masked(raw, this.forms.spansIn(reads), cut);
    this.given = Math.max(this.given, to);
    return shown;
  }

  /** Gives the kept rest, when no more bytes come: a secret that is not printed to its end is masked, too. */
  end(): Buffer {
    const raw = this.kept;
    const reads = this.forms.read(raw);
    const from = this.forms.beginningIn(raw, reads, MIN_TELLING);
    const to = raw.length - lineEndsBehind(raw);
    const begun = from < to ? [{ from, to }] : [];
    const { shown } = this.masked(raw, [...this.forms.spansIn(reads), ...begun], raw.length);
    this.kept = EMPTY;
    this.covered = 0;
    this.given = 0;
    return shown;
  }

  /** What is to be shown of the bytes up to `cut`, and up to where this says all: a mask may stand for more. */
  private masked(raw: Buffer, found: readonly Span[], cut: number): { shown: Buffer; to: number } {
    const parts: Buffer[] = [];
    const { covered, given } = this;
    let at = 0;
    for (const { from, to } of this.merged(found)) {
      const isCovered = from === 0 && covered > 0;
      if (from >= cut && !isCovered) break;
      if (from > Math.max(at, given)) parts.push(raw.subarray(Math.max(at, given), from));
      if (!isCovered && to > given) parts.push(MASK);
      at = to;
    }
    if (cut > Math.max(at, given)) parts.push(raw.subarray(Math.max(at, given), cut));
    return { shown: parts.length === 1 ? (parts[0] ?? EMPTY) : Buffer.concat(parts), to: Math.max(at, cut) };
  }

  /** The positions of secrets, in order. Overlapping secrets count as one. */
  private merged(spans: readonly Span[]): Span[] {
    const found: Span[] = this.covered > 0 ? [{ from: 0, to: this.covered }, ...spans] : [...spans];
    found.sort((one, other) => one.from - other.from || other.to - one.to);
    const merged: Span[] = [];
    for (const { from, to } of found) {
      const last = merged.at(-1);
      if (last === undefined || from >= last.to) merged.push({ from, to });
      else if (to > last.to) merged[merged.length - 1] = { from: last.from, to };
    }
    return merged;
  }
}

function lineEndsBehind(raw: Buffer): number {
  let length = 0;
  while (raw.at(-1 - length) === LINE_END || raw.at(-1 - length) === CARRIAGE_RETURN) length += 1;
  return length;
}

/** The text with its secrets masked. */
export function maskedText(text: string, secrets: readonly string[]): string {
  return secrets.length === 0 ? text : maskedBytes(Buffer.from(text), secrets).toString("utf8");
}

/** As `maskedText`, for bytes. */
export function maskedBytes(bytes: Buffer, secrets: readonly string[]): Buffer {
  if (secrets.length === 0) return bytes;
  const masker = new SecretMasker(secrets);
  return Buffer.concat([masker.take(bytes), masker.end()]);
}

/** A predicate: whether a text has one of the forms in which programs print the secret. */
export function secretFinder(secret: string): (text: string) => boolean {
  const forms = new Forms([secret]);
  return (text) => forms.isIn(Buffer.from(text));
}
