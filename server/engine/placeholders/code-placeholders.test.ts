import { expect, test } from "vitest";
import { bracesInCode } from "./code-placeholders.ts";

test("a script with very many empty lines is read as fast as any other", () => {
  // Each empty line was the beginning of another search for `import os` down to the end.
  const script = `${"\n".repeat(300_000)}print("{ip}")\n`;
  const [note] = bracesInCode(script, "python3", { ip: { type: "string" } });
  expect(note?.problem.fix?.edits).toHaveLength(2);
});

test("an import that stands within a function is found", () => {
  const script = 'def f():\n\timport os\nprint("{ip}")\n';
  const [note] = bracesInCode(script, "python3", { ip: { type: "string" } });
  expect(note?.problem.fix?.edits).toHaveLength(1);
});
