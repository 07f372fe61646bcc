import { expect, test } from "vitest";
import { reasonsOf } from "./group-for-test.ts";

test.each([
  ["next=a,4", true],
  ["next=4", true],
  ["next=a, 4", true],
  ["next='a','4'", true],
  ["next=a,$n", true],
  ["next=a$rest", true],
  ["next={which}", true],
  ["next<<END", true],
  ["next=a", false],
  ["next=a,b", false],
  ["next='a, b'", false],
])("a script inside that writes %s: may it choose by a number? %s", (written, isByNumber) => {
  const script = JSON.stringify(`echo ${written} >> $SIGNALBOX_OUTPUT`);
  const text = `vertices: { s: { script: ${script} }, a: { script: x }, b: { script: x } }\nedges: [s -> a, s -> b]`;
  const found = reasonsOf(text, ["s", "a", "b"]).filter((each) => /numbers/.test(each));
  expect(found).toHaveLength(isByNumber ? 1 : 0);
});
