import { expect, test } from "vitest";
import { outputLine, withLine } from "./output-line.ts";

test("the example gives the first declared output that the script does not give yet", () => {
  const outputs = { size: { type: "integer" }, name: { type: "string" } } as const;
  expect(outputLine({})).toBe('echo "name=value" >> "$SIGNALBOX_OUTPUT"');
  expect(outputLine({ outputs })).toBe('echo "size=value" >> "$SIGNALBOX_OUTPUT"');
  expect(outputLine({ outputs, script: 'echo "size=3" >> "$SIGNALBOX_OUTPUT"' })).toContain("name=value");
  expect(outputLine({ outputs, script: "size=1; name=2" })).toContain("size=value");
});

test("the example is written in the language of the script", () => {
  expect(outputLine({ interpreter: "python3" })).toContain('environ["SIGNALBOX_OUTPUT"]');
  expect(outputLine({ interpreter: "node" })).toContain("process.env.SIGNALBOX_OUTPUT");
});

test("a line goes behind the last one of the script", () => {
  expect(withLine("", "a")).toBe("a\n");
  expect(withLine("one", "a")).toBe("one\na\n");
  expect(withLine("one\n", "a")).toBe("one\na\n");
});
