/** Bytes from one position up to another. */
export type Span = { readonly from: number; readonly to: number };

/** So many bytes of a form say whether it is worth to compare the rest. No form is shorter. */
const KEY_BYTES = 4;

/** Many byte strings, which are looked for in one pass: a key certificate alone has a thousand printed forms. */
export class FormSet {
  /** By their first four bytes. */
  private readonly byKey = new Map<number, Buffer[]>();
  /** One bit for each pair of first bytes, which decides at most places that no form begins there. */
  private readonly pairs = new Uint8Array(65_536);
  private readonly longest: number;

  constructor(forms: readonly Buffer[]) {
    for (const form of forms) {
      const key = form.readUInt32LE(0);
      this.byKey.set(key, [...(this.byKey.get(key) ?? []), form]);
      this.pairs[form.readUInt16LE(0)] = 1;
    }
    this.longest = Math.max(0, ...forms.map((form) => form.length));
  }

  /** Where the forms stand, in order; of several that begin at one place the longest. */
  findAll(bytes: Buffer): Span[] {
    const found: Span[] = [];
    for (let at = 0; at + KEY_BYTES <= bytes.length; at += 1) {
      if (this.pairs[(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)] === 0) continue;
      let to = -1;
      for (const form of this.byKey.get(bytes.readUInt32LE(at)) ?? [])
        if (at + form.length > to && holds(bytes, at, form, form.length)) to = at + form.length;
      if (to > 0) found.push({ from: at, to });
    }
    return found;
  }

  /** The places at the end where a form may begin that goes on behind the end, in order. */
  beginnings(bytes: Buffer): number[] {
    const found: number[] = [];
    for (let at = Math.max(0, bytes.length - this.longest + 1); at < bytes.length; at += 1) {
      const left = bytes.length - at;
      if (left > 1 && this.pairs[(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)] === 0) continue;
      const forms =
        left < KEY_BYTES ? [...this.byKey.values()].flat() : (this.byKey.get(bytes.readUInt32LE(at)) ?? []);
      if (forms.some((form) => form.length > left && holds(bytes, at, form, left))) found.push(at);
    }
    return found;
  }
}

function holds(bytes: Buffer, at: number, form: Buffer, length: number): boolean {
  return at + length <= bytes.length && form.compare(bytes, at, at + length, 0, length) === 0;
}
