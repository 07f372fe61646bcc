import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { pumpOutput } from "./pump-output.ts";

const CAP = 4_000;
/** The head ends there: the tail has a quarter. */
const HEAD = 3_000;
/** So many characters of a form say something about its secret. */
const TELLING = 8;

const ENCODINGS: Readonly<Record<string, (secret: Buffer) => string>> = {
  base64: (secret) => secret.toString("base64").replace(/=+$/, ""),
  "base64 of a line": (secret) => Buffer.concat([secret, Buffer.from("\n")]).toString("base64"),
  hex: (secret) => secret.toString("hex"),
  "hex in upper case": (secret) => secret.toString("hex").toUpperCase(),
  octal: (secret) => Array.from(secret, (byte) => byte.toString(8).padStart(3, "0")).join(""),
};

type Printed = { readonly form: string; readonly text: string };

const secrets = fc.stringMatching(/^[A-Za-z0-9!#$%&()*+,;<=>?@^_~-]{24,90}$/);
const lineEnds = fc.constantFrom("\n", "\r\n", " ", "\n    ");

/** A secret as a program prints it: encoded, and divided into lines. */
const printed = fc
  .record({
    secret: secrets,
    encoding: fc.constantFrom(...Object.keys(ENCODINGS)),
    width: fc.integer({ min: 4, max: 76 }),
    lineEnd: lineEnds,
  })
  .map(({ secret, encoding, width, lineEnd }) => {
    const form = ENCODINGS[encoding]?.(Buffer.from(secret)) ?? "";
    const lines = form.match(new RegExp(`.{1,${width}}`, "g")) ?? [];
    return { secret, printed: { form, text: `${lines.join(lineEnd)}\n` } };
  });

function storedOf(secret: string, pieces: readonly Buffer[], finish = true): string {
  const stored: Buffer[] = [];
  const write = (stream: string, bytes: Buffer) => void (stream === "system" || stored.push(bytes));
  const pump = pumpOutput({ write }, { capBytes: CAP, secrets: [secret], onProblem: () => undefined });
  for (const piece of pieces) pump.take("merged", piece);
  if (finish) pump.finish();
  return Buffer.concat(stored).toString();
}

/** The parts of the form that are in a text, whatever divides them there. */
function leaked(text: string, { form }: Printed): string[] {
  const joined = text.replace(/[\s]+/g, "");
  return Array.from({ length: form.length - TELLING + 1 }, (_, at) => form.slice(at, at + TELLING)).filter(
    (part) => joined.includes(part),
  );
}

/** The text in pieces of these lengths, again and again. */
function cutUp(text: string, lengths: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = lengths[pieces.length % lengths.length] ?? 1;
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

const filler = (length: number) => "* \n".repeat(Math.ceil(length / 3)).slice(0, length);
const chunks = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 40 });

test("a secret that is printed over lines is masked wherever the kept beginning of a long log ends", () => {
  fc.assert(
    fc.property(printed, fc.integer({ min: -300, max: 300 }), chunks, (each, offset, lengths) => {
      const text = `${filler(HEAD + offset)}\n${each.printed.text}${filler(9_000)}`;
      expect(leaked(storedOf(each.secret, cutUp(text, lengths)), each.printed)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test("a secret that is printed over lines is masked wherever the kept end of a long log begins", () => {
  fc.assert(
    fc.property(printed, fc.integer({ min: 0, max: 1_000 }), chunks, (each, behind, lengths) => {
      const text = `${filler(6_000)}\n${each.printed.text}${filler(behind)}`;
      expect(leaked(storedOf(each.secret, cutUp(text, lengths)), each.printed)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test("a secret that its script prints only in part, because it is ended, is masked", () => {
  fc.assert(
    fc.property(printed, fc.nat(400), chunks, (each, length, lengths) => {
      const text = `first line\n${each.printed.text.slice(0, length)}`;
      const stored = storedOf(each.secret, cutUp(text, lengths));
      expect(leaked(stored, each.printed)).toEqual([]);
      expect(stored).toMatch(/^first line\n/);
    }),
    { numRuns: 150 },
  );
});

afterEach(() => {
  vi.useRealTimers();
});

test("a secret that is printed line by line, with pauses, is masked", () => {
  vi.useFakeTimers();
  fc.assert(
    fc.property(printed, (each) => {
      const stored: Buffer[] = [];
      const write = (_stream: string, bytes: Buffer) => void stored.push(bytes);
      const settings = { capBytes: CAP, secrets: [each.secret], onProblem: () => undefined };
      const pump = pumpOutput({ write }, settings);
      for (const line of `first line\n${each.printed.text}last line\n`.match(/[\s\S]*?[\n ]+/g) ?? []) {
        pump.take("stdout", Buffer.from(line));
        vi.advanceTimersByTime(5_000);
      }
      pump.finish();
      const text = Buffer.concat(stored).toString();
      expect(leaked(text, each.printed)).toEqual([]);
      expect(text).toMatch(/^first line\n[\s\S]*last line\n$/);
    }),
    { numRuns: 150 },
  );
});

test("of a log without its end, too, nothing is stored that may be the beginning of a secret", () => {
  fc.assert(
    fc.property(printed, fc.nat(400), (each, length) => {
      const text = `first line\n${each.printed.text.slice(0, length)}`;
      expect(leaked(storedOf(each.secret, [Buffer.from(text)], false), each.printed)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
