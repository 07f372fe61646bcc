import { expect, test } from "vitest";
import { writtenOutputs } from "./written-outputs.ts";

test.each([
  ['free=$(df /); echo "free=$free" >> "$SIGNALBOX_OUTPUT"', ["free"]],
  ["echo free=42 >> $SIGNALBOX_OUTPUT\necho 'version=1 b=2' >>\"$SIGNALBOX_OUTPUT\"", ["free", "version"]],
  ['printf "a=%s\\nb=%s\\n" 1 2 >> "$SIGNALBOX_OUTPUT"', ["a", "b"]],
  [
    'with open(__import__("os").environ["SIGNALBOX_OUTPUT"], "a") as out: print("size=1", file=out)',
    ["size"],
  ],
  ['require("node:fs").appendFileSync(process.env.SIGNALBOX_OUTPUT, "done=yes\\n");', ["done"]],
  // Which heads go on is no output, and neither is what only stands in a comment or goes elsewhere.
  ['echo "next=B" >> "$SIGNALBOX_OUTPUT"\n# echo "old=1" >> "$SIGNALBOX_OUTPUT"\necho "log=1"', []],
])("an output that a script writes in one line is known by its name: %s", (script, names) => {
  expect(writtenOutputs({ script })).toEqual(names);
});

test("only a script writes outputs", () => {
  expect(writtenOutputs({ kind: "wait", script: 'echo "a=1" >> "$SIGNALBOX_OUTPUT"' })).toEqual([]);
});
