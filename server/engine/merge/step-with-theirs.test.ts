import { expect, test } from "vitest";
import { readGraphText } from "../graph-file/read-graph-text.ts";
import type { GraphFile } from "../model/graph-content.ts";
import { stepWithTheirs } from "./merge-files.ts";

function graph(text: string): GraphFile {
  const read = readGraphText(`signalbox: 1\nname: g\n${text}`);
  if (!read.ok) throw new Error(read.problems[0]?.text);
  return read.file;
}

const stepped = (base: string, step: string, theirs: string) =>
  stepWithTheirs(graph(base), graph(step), graph(theirs));

test("a step of a history leaves the text that somebody else wrote in a note since", () => {
  const note = (text: string) => `vertices: {}\nnotes: { n: { text: ${text}, at: [0, 0] } }`;
  const textAfter = (base: string, step: string, theirs: string) =>
    stepped(note(base), note(step), note(theirs)).annotations?.notes.get("n")?.text;
  expect(textAfter("bob", "hello", "ann")).toBe("ann");
  expect(textAfter("bob", "hello", "bob")).toBe("hello");
  expect(textAfter("'a\n\n  own'", "a", "'a\n\n  own\n\n  theirs'")).toBe("a\ntheirs");
});
