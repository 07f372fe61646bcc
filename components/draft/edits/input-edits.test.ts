import { expect, test } from "vitest";
import { freeInputName, inputProblem, withInput } from "./input-edits.ts";

const inputs = { ip: { type: "ip", required: true }, port: { type: "integer", min: 1 } } as const;

test.each([
  ["ip", undefined, "There is ip already."],
  ["ip", "ip", null],
  ["2nd", undefined, "begins with 2"],
  ["PATH", undefined, "PATH"],
  ["host", undefined, null],
])("the name %s for %s", (name, own, text) => {
  const problem = inputProblem(inputs, name, own);
  if (text === null) expect(problem).toBeNull();
  else expect(problem).toContain(text);
});

test("an input is changed, added, taken away", () => {
  expect(withInput(inputs, "port", { type: "number" })).toEqual({
    ip: { type: "ip", required: true },
    port: { type: "number" },
  });
  expect(Object.keys(withInput(inputs, "x", { type: "string" }))).toEqual(["ip", "port", "x"]);
  expect(Object.keys(withInput(inputs, "ip", null))).toEqual(["port"]);
  expect(freeInputName({ input: { type: "string" } })).toBe("input2");
});
