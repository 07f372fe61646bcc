import fc from "fast-check";
import { expect, test } from "vitest";
import { LineSkipper } from "./line-skipper.ts";

test("as many lines are left out as were asked for, wherever the log is cut into pieces", () => {
  const texts = fc.array(fc.stringMatching(/^[ab\n]{0,5}$/), { maxLength: 8 });
  fc.assert(
    fc.property(texts, fc.nat(12), (pieces, count) => {
      const skipper = new LineSkipper(count);
      const chunks = pieces.map((text, seq) => ({ seq, stream: "merged" as const, text, at: new Date(0) }));
      const left = chunks.flatMap((chunk) => skipper.take([chunk])).map(({ text }) => text);
      expect(left.join("")).toBe(pieces.join("").split("\n").slice(count).join("\n"));
    }),
  );
});
