import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completeLength, MAX_CONTINUATION_BYTES } from "./utf8-boundary.ts";

describe("completeLength", () => {
  it("keeps back nothing of a complete text, and less than one character of a text that is cut", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 20 }), fc.nat(), (text, cut) => {
        const bytes = Buffer.from(text);
        expect(completeLength(bytes)).toBe(bytes.length);
        const part = bytes.subarray(0, cut % (bytes.length + 1));
        const decoded = new TextDecoder("utf-8", { fatal: true }).decode(
          part.subarray(0, completeLength(part)),
        );
        expect(text.startsWith(decoded)).toBe(true);
      }),
    );
  });

  it("keeps back at most three bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(bytes.length - completeLength(bytes)).toBeLessThanOrEqual(MAX_CONTINUATION_BYTES);
      }),
    );
  });

  it.each([
    ["e2 82", 0],
    ["61 e2 82", 1],
    ["f0 9f 98", 0],
    ["80 80 80 80", 4],
    ["c0 80", 2],
    ["ff", 1],
    ["", 0],
  ])("of %s is %i", (hex, length) => {
    expect(completeLength(Buffer.from(hex.replaceAll(" ", ""), "hex"))).toBe(length);
  });
});
