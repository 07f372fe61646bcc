import fc from "fast-check";
import { expect, test } from "vitest";
import { askedSide } from "./asked-side.ts";
import { placeIn, placeText } from "./diff-place.ts";

test("a place in the address is read back, whatever its vertex is called, and anything else is none", () => {
  const name = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom("graph", "a -> b", "edge:x", "__proto__"),
  );
  fc.assert(
    fc.property(name, fc.constantFrom("vertex", "edge"), (id, is) => {
      expect(placeIn(placeText({ is, id }))).toEqual({ is, id });
    }),
  );
  expect(placeIn(placeText({ is: "graph" }))).toEqual({ is: "graph" });
  for (const text of ["", "vertex:", "edge", "note:x", "Graph"]) expect(placeIn(text)).toBeNull();
});

test("a side is a revision or the draft, and what is neither is told as it stands", () => {
  expect([askedSide(undefined), askedSide(""), askedSide("7")]).toEqual(["draft", "draft", 7]);
  for (const bad of ["0", "-1", "1.5", "1e2", "0x1", " 1", "draft", "9".repeat(40), "１"])
    expect(askedSide(bad)).toEqual({ bad });
  expect(askedSide(["1", "2"])).toEqual({ bad: "1, 2" });
});
