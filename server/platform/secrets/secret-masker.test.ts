import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskedText, SecretMasker, secretFinder } from "./secret-masker.ts";

const SECRET = "p@ss/wörd+1 'x'";
const bytes = Buffer.from(SECRET);
const ESCAPED = bytes.toString("hex").replace(/../g, "\\x$&");
const WRAPPED = JSON.stringify(bytes.toString("base64").replace(/.{10}/g, "$&\n"));
const SPACED = bytes.toString("hex").replace(/../g, "$& ");

const hex = (code: number, length = 0) => code.toString(16).padStart(length, "0");
const octal = (byte: number) => byte.toString(8).padStart(3, "0");
const everyByte = (write: (byte: number) => string) => [...bytes].map(write).join("");
const everyChar = (write: (code: number) => string) =>
  [...SECRET].map((char) => write(char.codePointAt(0) ?? 0)).join("");
const everySpecial = (write: (code: number) => string) =>
  SECRET.replace(/[^\w]/gu, (char) => write(char.codePointAt(0) ?? 0));

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
    ["in base32, inside a longer text", "OVZWK4R2OBAHG4ZPO7B3M4TEFMYSAJ3YE5AGQ33TOQ======"],
    ["in base32 in small letters", "obahg4zpo7b3m4tefmysaj3ye4======"],
    ["in base32 over lines", "OBAHG4ZPO7B3\nM4TEFMYSAJ3Y\nE4======"],
    ["in a URL with every byte encoded", bytes.toString("hex").toUpperCase().replace(/../g, "%$&")],
    ["in JSON with every character encoded", everyChar((code) => `\\u${hex(code, 4)}`)],
    ["in JavaScript with every character encoded", everyChar((code) => `\\u{${hex(code)}}`)],
    ["in XML with decimal references", everySpecial((code) => `&#${code};`)],
    ["in XML with hex references", everySpecial((code) => `&#x${hex(code).toUpperCase()};`)],
    ["in XML with every character as a reference", everyChar((code) => `&#${code};`)],
    ["in HTML with every character as a hex reference", everyChar((code) => `&#x${hex(code)};`)],
    ["with every byte as an octal escape", everyByte((byte) => `\\${octal(byte)}`)],
    ["by od -b", everyByte((byte) => ` ${octal(byte)}`).trim()],
    [
      "in hex by dashes, in upper case",
      bytes
        .toString("hex")
        .toUpperCase()
        .replace(/..(?=.)/g, "$&-"),
    ],
    ["in hex by underscores", bytes.toString("hex").replace(/..(?=.)/g, "$&_")],
    ["as a JSON array of bytes", JSON.stringify([...bytes])],
    ["as quoted-printable", "p@ss/w=C3=B6rd+1 'x'"],
    ["as quoted-printable over lines", "p@ss/w=C3=\n=B6rd+=\r\n1 'x'"],
    ["as quoted-printable with every byte encoded", everyByte((byte) => `=${hex(byte).toUpperCase()}`)],
    ["by printf %q without UTF-8", "$'p@ss/w\\303\\266rd+1 \\'x\\''"],
    ["quoted for a shell", `'${SECRET.replaceAll("'", "'\\''")}'`],
  ])("%s", (_way, printed) => {
    const masked = maskedText(`before ${printed} after`, [SECRET]);
    expect(masked).toContain("***");
    expect(secretFinder(SECRET)(masked)).toBe(false);
    expect(masked.startsWith("before ")).toBe(true);
    expect(masked.endsWith(" after")).toBe(true);
  });
});

test.each([
  ["in C", 'a"b\\\\c\\n\\033d'],
  ["in C with hex escapes", 'a"b\\\\c\\n\\x1bd'],
  ["in Python", 'a"b\\\\c\\n\\x1bd'],
  ["by printf %q", "$'a\"b\\\\c\\n\\Ed'"],
  ["in JSON", JSON.stringify('a"b\\c\n\u001bd')],
])("quotes, backslashes and control characters of a secret are masked %s", (_way, printed) => {
  const masked = maskedText(printed, ['a"b\\c\n\u001bd']);
  expect(masked).toMatch(/^\W*\*\*\*\W*$/);
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
