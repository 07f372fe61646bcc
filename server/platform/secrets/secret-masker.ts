import { FormSet, type Span } from "./form-set.ts";
import { type PrintedForms, printedForms } from "./printed-forms.ts";
import {
  BACKSLASH,
  EQUALS,
  gapInEncoded,
  gapInNumbers,
  gapInQuoted,
  squeezed,
  type View,
  ZERO,
} from "./squeezed-view.ts";

const MASK = Buffer.from("***");
const LINE_END = 0x0a;
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

/** The forms of all secrets, each with the view in which it is looked for. */
class Forms {
  private readonly all: readonly { readonly forms: FormSet; readonly viewOf: (raw: Buffer) => View }[];

  constructor(secrets: Iterable<string>) {
    const found = [...secrets].map(printedForms);
    const of = (name: keyof PrintedForms) => new FormSet(found.flatMap((each) => each[name]));
    this.all = [
      { forms: of("whole"), viewOf: asItIs },
      { forms: of("encoded"), viewOf: (raw) => squeezed(raw, gapInEncoded) },
      { forms: of("numbers"), viewOf: (raw) => squeezed(raw, gapInNumbers) },
      { forms: of("quoted"), viewOf: (raw) => (hasSoftEnds(raw) ? squeezed(raw, gapInQuoted) : asItIs(raw)) },
    ];
  }

  /** The positions of all forms. */
  spansIn(raw: Buffer): Span[] {
    return this.all.flatMap(({ forms, viewOf }) => {
      const { bytes, placeOf } = viewOf(raw);
      return forms
        .findAll(bytes)
        .map((span) => ({
          from: placeOf(span.from),
          to: placeOf(span.to - 1) + 1,
          length: span.to - span.from,
        }))
        .filter(({ from, to, length }) => isNear(to - from, length));
    });
  }

  isIn(raw: Buffer): boolean {
    return this.spansIn(raw).length > 0;
  }

  /** How many bytes at the end may be the beginning of a form. */
  possibleBeginning(raw: Buffer): number {
    // The last bytes may be the first ones of a separator.
    const halves = [1, 2].filter((length) => HALVES.has(raw.at(-length) ?? 0));
    const parts = [raw, ...halves.map((length) => raw.subarray(0, -length))];
    const starts = parts.map((part) => this.beginningIn(part));
    return raw.length - Math.min(raw.length, ...starts.filter((start) => start !== null));
  }

  private beginningIn(raw: Buffer): number | null {
    const starts = this.all.flatMap(({ forms, viewOf }) => {
      const { bytes, placeOf } = viewOf(raw);
      const begin = forms
        .beginnings(bytes)
        .find((place) => isNear(raw.length - placeOf(place), bytes.length - place));
      return begin === undefined ? [] : [placeOf(begin)];
    });
    return starts.length === 0 ? null : Math.min(...starts);
  }
}

function isNear(spread: number, length: number): boolean {
  return spread - length <= MAX_GAPS_A_BYTE * length + MAX_GAPS;
}

/** Masks secrets in a stream of bytes, also where two chunks divide a secret, or where two secrets overlap. */
export class SecretMasker {
  private readonly forms: Forms;
  private kept: Buffer = Buffer.alloc(0);
  /** How many bytes of the kept rest belong to a secret whose mask was already written. */
  private covered = 0;

  constructor(secrets: Iterable<string>) {
    this.forms = new Forms(secrets);
  }

  /** Gives what can be shown now. What may be the beginning of a secret is kept until more comes. */
  take(bytes: Buffer): Buffer {
    const raw = Buffer.concat([this.kept, bytes]);
    return this.shown(raw, raw.length - this.forms.possibleBeginning(raw));
  }

  /** In a pause of the output: gives the kept rest if it ends a line, for whoever reads along. */
  pause(): Buffer {
    return this.kept.at(-1) === LINE_END ? this.end() : Buffer.alloc(0);
  }

  /** Gives the kept rest, when no more bytes come. */
  end(): Buffer {
    return this.shown(this.kept, this.kept.length);
  }

  /** The bytes up to `cut`, masked; keeps the rest. */
  private shown(raw: Buffer, cut: number): Buffer {
    const parts: Buffer[] = [];
    const { covered } = this;
    let at = 0;
    let over = 0;
    for (const { from, to } of this.secretsIn(raw)) {
      const isCovered = from === 0 && covered > 0;
      if (from >= cut && !isCovered) break;
      if (from > at) parts.push(raw.subarray(at, from));
      if (!isCovered) parts.push(MASK);
      at = Math.min(to, cut);
      over = to - at;
    }
    if (at < cut) parts.push(raw.subarray(at, cut));
    this.kept = raw.subarray(cut);
    this.covered = over;
    return Buffer.concat(parts);
  }

  /** The positions of secrets, in order. Overlapping secrets count as one. */
  private secretsIn(raw: Buffer): Span[] {
    const found: Span[] = this.covered > 0 ? [{ from: 0, to: this.covered }] : [];
    found.push(...this.forms.spansIn(raw));
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

/** The text with its secrets masked. */
export function maskedText(text: string, secrets: readonly string[]): string {
  if (secrets.length === 0) return text;
  const masker = new SecretMasker(secrets);
  return Buffer.concat([masker.take(Buffer.from(text)), masker.end()]).toString("utf8");
}

/** A predicate: whether a text has one of the forms in which programs print the secret. */
export function secretFinder(secret: string): (text: string) => boolean {
  const forms = new Forms([secret]);
  return (text) => forms.isIn(Buffer.from(text));
}
