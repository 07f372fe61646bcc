import { expect, test } from "vitest";
import { projectText } from "./documents.ts";

const rows = [...projectText("docs/cases.md").matchAll(/^\|[^|]*\|[^|]*\| `(\S+)` \| (.+) \|$/gm)].map(
  ([, file = "", title = ""]) => [title, file] as const,
);

test("docs/cases.md names tests", () => {
  expect(rows.length).toBeGreaterThan(50);
});

test.each(rows)("the test that docs/cases.md names exists: %s, in %s", (title, file) => {
  expect(projectText(file)).toContain(`"${title}"`);
});
