import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { workOf } from "#testing/work-of.ts";
import { maskedText, SecretMasker, secretFinder } from "./secret-masker.ts";

const SECRET = "p@ss/wörd+1 'x'";
const bytes = Buffer.from(SECRET);
const ESCAPED = bytes.toString("hex").replace(/../g, "\\x$&");
const WRAPPED = JSON.stringify(bytes.toString("base64").replace(/.{10}/g, "$&\n"));
const SPACED = bytes.toString("hex").replace(/../g, "$& ");

describe("a secret is masked in each way in which programs print it", () => {
  test.each([
    ["as it is", SECRET],
    ["as JSON", JSON.stringify({ password: `a "b" ${SECRET}` })],
    ["in a URL", `https://h/?p=${encodeURIComponent(SECRET)}`],
    ["in a form", new URLSearchParams({ p: SECRET }).toString()],
    ["in base64", bytes.toString("base64")],
    ["in base64, one byte later", Buffer.from(`:${SECRET}`).toString("base64")],
    ["in base64, two bytes later", Buffer.from(`u:${SECRET}`).toString("base64")],
    ["in base64, followed by more", Buffer.from(`user:${SECRET}@host and more`).toString("base64")],
    ["in base64 for URLs", Buffer.from(`user:${SECRET}`).toString("base64url")],
    ["in hex", bytes.toString("hex")],
    ["in upper case hex", bytes.toString("hex").toUpperCase()],
    [
      "in a URL with lower case hex",
      encodeURIComponent(SECRET).replace(/%../g, (part) => part.toLowerCase()),
    ],
    ["in a URL with the apostrophe encoded", encodeURIComponent(SECRET).replaceAll("'", "%27")],
    ["in JSON of only ASCII", `{"p": "p@ss/w\\u00f6rd+1 'x'"}`],
    ["in JSON of PHP", `{"p": "p@ss\\/w\\u00f6rd+1 'x'"}`],
    ["in JSON for HTML", `{"p": "p@ss/w\\u00F6rd\\u002B1 \\u0027x\\u0027"}`],
    ["in HTML", "p@ss/wörd+1 &#39;x&#39;"],
    ["as bytes of Python", "b\"p@ss/w\\xc3\\xb6rd+1 'x'\""],
    ["with octal escapes", "p@ss/w\\303\\266rd+1 'x'"],
    ["by printf %q", "p@ss/wörd+1\\ \\'x\\'"],
    ["in base64 over lines of 10", bytes.toString("base64").replace(/.{10}/g, "$&\n")],
    ["in base64 over lines, in JSON", JSON.stringify(bytes.toString("base64").replace(/.{10}/g, "$&\n"))],
    ["in base64 of two bytes a character", Buffer.from(SECRET, "utf16le").toString("base64")],
    ["in hex over lines", bytes.toString("hex").replace(/.{12}/g, "$&\r\n")],
    ["in hex by groups of two bytes", bytes.toString("hex").replace(/.{4}/g, "$& ")],
    ["in hex with colons", bytes.toString("hex").replace(/..(?=.)/g, "$&:")],
    ["as an array of bytes in C", bytes.toString("hex").replace(/../g, "0x$&, ").slice(0, -2)],
    ["as hex escapes", bytes.toString("hex").replace(/../g, "\\x$&")],
    ["in base32", "OBAHG4ZPO7B3M4TEFMYSAJ3YE4======"],
    ["quoted for a shell", `'${SECRET.replaceAll("'", "'\\''")}'`],
  ])("%s", (_way, printed) => {
    const masked = maskedText(`before ${printed} after`, [SECRET]);
    expect(masked).toContain("***");
    expect(secretFinder(SECRET)(masked)).toBe(false);
    expect(masked.startsWith("before ")).toBe(true);
    expect(masked.endsWith(" after")).toBe(true);
  });
});

test("each line of a key is masked by itself", () => {
  const key = "-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END KEY-----";
  expect(maskedText("line: kqhkiG9w0BAQEF", [key])).toBe("line: ***");
});

test("when one secret contains another, no part of either is shown", () => {
  expect(maskedText("x hunter22-prod y hunter22 z", ["hunter22", "hunter22-prod"])).toBe("x *** y *** z");
});

test("when one secret is the beginning of another, no part of either is shown, wherever the chunks are cut", () => {
  const secrets = ["abcdef", "abcdefghij", "defghi"];
  const text = "x abcdefghij y abcdefghijk z abcdefghi abcdef";
  for (let cut = 0; cut <= text.length; cut += 1)
    for (let next = cut; next <= text.length; next += 3) {
      const masker = new SecretMasker(secrets);
      const parts = [text.slice(0, cut), text.slice(cut, next), text.slice(next)];
      const shown = Buffer.concat([...parts.map((part) => masker.take(Buffer.from(part))), masker.end()]);
      expect(shown.toString()).toBe("x *** y ***k z *** ***");
    }
});

test("the time for masking grows linearly with the number of secrets in the output", () => {
  const mask = (times: number) =>
    workOf(() => expect(maskedText("hunter22 ".repeat(times), ["hunter22"])).toBe("*** ".repeat(times)));
  expect(mask(20_000) / mask(10_000)).toBeLessThan(2.5);
});

test("what looks like the beginning of a secret, and then separators without end, is not kept", () => {
  const masker = new SecretMasker([SECRET]);
  let shown = masker.take(Buffer.from(SPACED.slice(0, 10))).length;
  for (let round = 0; round < 100; round += 1) shown += masker.take(Buffer.alloc(1_000, "\n")).length;
  expect(shown).toBeGreaterThan(98_000);
});

test("wherever the chunks are cut, the same comes out, and no secret in it", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      SECRET,
      SECRET.slice(0, 9),
      SPACED,
      SPACED.slice(0, 20),
      ESCAPED,
      WRAPPED,
      "***",
      "p@",
      "\n",
    ),
    fc.string({ maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.array(fc.nat(90), { maxLength: 8 }), (pieces, cuts) => {
      const text = Buffer.from(pieces.join(""));
      const masker = new SecretMasker([SECRET]);
      const out: Buffer[] = [];
      let at = 0;
      for (const length of cuts) {
        out.push(masker.take(text.subarray(at, at + length)));
        at = Math.min(text.length, at + length);
      }
      out.push(masker.take(text.subarray(at)), masker.end());
      const masked = Buffer.concat(out).toString();
      expect(masked).toBe(maskedText(text.toString(), [SECRET]));
      expect(masked).not.toContain(SECRET);
    }),
    { numRuns: 500 },
  );
});
