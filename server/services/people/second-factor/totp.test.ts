import fc from "fast-check";
import { expect, test } from "vitest";
import { acceptedStep, newTotpSecret, stepAt, totpCode, totpUri } from "./totp.ts";

/** `12345678901234567890` of RFC 6238 in base32. */
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("the code at second %i is that of RFC 6238", (second, code) => {
  expect(totpCode(SECRET, stepAt(second * 1_000))).toBe(code);
});

test("a code is accepted in its step and the ones beside it, and never after a step that was used", () => {
  // Of thousands of years: their milliseconds are exact numbers.
  const step = fc.integer({ min: 10, max: 2 ** 33 });
  const off = fc.integer({ min: -4, max: 4 });
  fc.assert(
    fc.property(step, off, off, fc.integer({ min: 0, max: 29_999 }), (now, ofCode, ofLast, ms) => {
      const secret = newTotpSecret();
      const code = totpCode(secret, now + ofCode);
      const found = acceptedStep(secret, code, now * 30_000 + ms, now + ofLast);
      // Two steps may have the same code by chance: then the earlier one counts.
      if (Math.abs(ofCode) <= 1 && ofCode > ofLast) {
        expect(found).not.toBeNull();
        expect(totpCode(secret, found ?? 0)).toBe(code);
      } else if (found !== null) expect(totpCode(secret, found)).toBe(code);
    }),
  );
});

test.each(["", "12345", "1234567", "28708２", " 287082", "abcdef"])("%j is no code", (code) => {
  expect(acceptedStep(SECRET, code, 59_000, 0)).toBeNull();
});

test("each secret is another one, of 160 bits, and stands in the address with the server's name", () => {
  const [one, two] = [newTotpSecret(), newTotpSecret()];
  expect(one).toMatch(/^[A-Z2-7]{32}$/);
  expect(one).not.toBe(two);
  const url = new URL(totpUri(one, "ann+x@b.c", "box.example:3000"));
  expect(decodeURIComponent(url.pathname)).toBe("/Signalbox (box.example:3000):ann+x@b.c");
  expect(url.searchParams.get("secret")).toBe(one);
  expect(url.href).not.toContain("+");
});
