import { expect, test } from "vitest";
import {
  freeInputName,
  inputProblem,
  undeclaredIn,
  vertexWithRenamedInput,
  withInput,
} from "./input-edits.ts";

const inputs = { ip: { type: "ip", required: true }, port: { type: "integer", min: 1 } } as const;

test("a renamed input keeps its place, and the script's placeholders follow", () => {
  const script = "getent ahosts {ip}\n# {ip} in a comment\necho ${ip} {port}";
  const json = vertexWithRenamedInput({ inputs, script }, "ip", "address");
  expect(Object.keys(json["inputs"] as object)).toEqual(["address", "port"]);
  expect(json["script"]).toContain("getent ahosts {address}\n");
  expect(json["script"]).toContain("echo ${ip} {port}");
});

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

test("only what looks like a forgotten input is offered as one", () => {
  const script = "echo {host} ${HOME} {{lit}} {a,b} {ip} $(awk '{print $1}') {host} {PATH}";
  expect(undeclaredIn(script, inputs)).toEqual(["host"]);
});
