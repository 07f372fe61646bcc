import { expect, test } from "vitest";
import { projectFiles, projectText } from "./documents.ts";

/** The rows of the glossary's tables that have a column for the code: word, meaning, code, and more. */
const rows = projectText("docs/glossary.md")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| word "))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")))
  .filter((cells) => cells.length >= 3);

const sources = projectFiles().filter((file) => /^(?:server|components|drizzle)\/.*\.tsx?$/.test(file));
const code = sources.map((file) => `${file}\n${projectText(file)}`).join("\n");

test("the glossary has about 40 terms or more, each once", () => {
  const words = rows.map(([word]) => word);
  expect(words.length).toBeGreaterThan(40);
  expect(words).toEqual([...new Set(words)]);
});

test.each(rows.map(([word = "", , names = ""]) => [word, names] as const))(
  "the names that the glossary gives for %s are in the code",
  (_, names) => {
    const missing = [...names.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
    expect(missing.filter((name) => !code.includes(name))).toEqual([]);
  },
);
