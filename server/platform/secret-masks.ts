const MASK = Buffer.from("***");
/** A shorter part of a secret appears everywhere by chance. */
const MIN_BYTES = 6;
/** The first and the last line of keys and certificates are the same in all of them. */
const PEM_FRAME = /^-----(BEGIN|END) [A-Z0-9 ]+-----$/;

/**
 * The forms in which programs print a secret: as it is, each of its lines, as JSON, in a URL, quoted for a shell, in
 * hex, and in base64, also inside a longer text. The list cannot be complete: masking prevents accidents, not a person
 * who wants to reveal the secret.
 */
export function printedForms(secret: string): Buffer[] {
  const lines = secret.split(/\r?\n/);
  const texts = [secret, ...(lines.length > 1 ? lines.filter(isTelling) : [])];
  const forms = new Set<string>();
  for (const text of texts) {
    forms.add(text);
    forms.add(JSON.stringify(text).slice(1, -1));
    forms.add(encodeURIComponent(text));
    forms.add(encodeURIComponent(text).replaceAll("%20", "+"));
    forms.add(text.replaceAll("'", "'\\''"));
    const bytes = Buffer.from(text);
    forms.add(bytes.toString("hex"));
    forms.add(bytes.toString("hex").toUpperCase());
    for (const base64 of base64Parts(bytes)) {
      forms.add(base64);
      forms.add(base64.replaceAll("+", "-").replaceAll("/", "_"));
    }
  }
  return [...forms]
    .map((form) => Buffer.from(form))
    .filter((form) => form.length >= MIN_BYTES)
    .sort((one, other) => other.length - one.length);
}

/** False for a line that says nothing about the secret that it is from. */
function isTelling(line: string): boolean {
  return line.trim() !== "" && !PEM_FRAME.test(line);
}

/** The part of a text's base64 that does not depend on the text around it, for each of the three possible offsets. */
function base64Parts(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]);
    const encoded = whole.toString("base64").replace(/=+$/, "");
    const isLastShared = whole.length % 3 !== 0;
    // Characters that contain bits of the text before or behind are not used.
    return encoded.slice(shift === 0 ? 0 : shift + 1, isLastShared ? -1 : undefined);
  });
}

/** Bytes from one position up to another that belong to a secret. */
type Span = { readonly from: number; readonly to: number };

/** Masks secrets in a stream of bytes, also where two chunks divide a secret, or where two secrets overlap. */
export class SecretMasker {
  private readonly forms: readonly Buffer[];
  private kept: Buffer = Buffer.alloc(0);
  /** How many bytes of the kept rest belong to a secret whose mask was already written. */
  private covered = 0;

  constructor(secrets: Iterable<string>) {
    this.forms = [...secrets].flatMap(printedForms);
  }

  /** Gives what can be shown now. What may be the beginning of a secret is kept until more comes. */
  take(bytes: Buffer): Buffer {
    const raw = Buffer.concat([this.kept, bytes]);
    return this.shown(raw, raw.length - this.possibleBeginning(raw));
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
      if (from >= cut) break;
      if (from > at) parts.push(raw.subarray(at, from));
      const isContinued = from === 0 && covered > 0;
      if (!isContinued) parts.push(MASK);
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
    for (const form of this.forms)
      for (let from = raw.indexOf(form); from >= 0; from = raw.indexOf(form, from + 1))
        found.push({ from, to: from + form.length });
    found.sort((one, other) => one.from - other.from || other.to - one.to);
    const merged: Span[] = [];
    for (const { from, to } of found) {
      const last = merged.at(-1);
      if (last === undefined || from >= last.to) merged.push({ from, to });
      else if (to > last.to) merged[merged.length - 1] = { from: last.from, to };
    }
    return merged;
  }

  /** How many bytes at the end may be the beginning of a secret. */
  private possibleBeginning(bytes: Buffer): number {
    let longest = 0;
    for (const form of this.forms)
      for (let length = Math.min(form.length - 1, bytes.length); length > longest; length -= 1)
        if (bytes.subarray(bytes.length - length).equals(form.subarray(0, length))) longest = length;
    return longest;
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
  const forms = printedForms(secret);
  return (text) => {
    const bytes = Buffer.from(text);
    return forms.some((form) => bytes.includes(form));
  };
}
