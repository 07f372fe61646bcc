import { expect, test } from "vitest";
import { PIPELINE_TRANSITIONS } from "#engine/model/pipeline.ts";
import { TRACK_TRANSITIONS } from "#engine/model/track.ts";
import { BEGIN_MARK, END_MARK, stateSection, withStateSection } from "./state-diagrams.ts";

const ALL = [...Object.values(TRACK_TRANSITIONS).flat(), ...PIPELINE_TRANSITIONS];

test("replaces what stands between the marks, and nothing else", () => {
  const document = `# Title\n${BEGIN_MARK}\nold\n${END_MARK}\nafter\n`;
  const once = withStateSection(document);
  expect(once).toBe(`# Title\n${BEGIN_MARK}\n\n${stateSection()}\n\n${END_MARK}\nafter\n`);
  expect(withStateSection(once)).toBe(once);
});

test("a document without its marks is refused", () => {
  expect(() => withStateSection("# Title\n")).toThrow("needs the lines");
});

test("every transition is an arrow, and no cause has a sign that ends a label of mermaid", () => {
  for (const { from, to, cause } of ALL) {
    expect(stateSection()).toContain(`  ${from} --> ${to}: ${cause}\n`);
    expect(cause).not.toMatch(/[:;\n]/);
  }
});
