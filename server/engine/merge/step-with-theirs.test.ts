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
  stepWithTheirs(graph(base), graph(step), graph(theirs)).file;

test("a step of a history leaves the text that somebody else wrote in a note since", () => {
  const note = (text: string) => `vertices: {}\nnotes: { n: { text: ${text}, at: [0, 0] } }`;
  const textAfter = (base: string, step: string, theirs: string) =>
    stepped(note(base), note(step), note(theirs)).annotations?.notes.get("n")?.text;
  expect(textAfter("bob", "hello", "ann")).toBe("ann");
  expect(textAfter("bob", "hello", "bob")).toBe("hello");
  expect(textAfter("'a\n\n  own'", "a", "'a\n\n  own\n\n  theirs'")).toBe("a\ntheirs");
});

test("a step of a history leaves places, colours, and who is in which frame, as somebody else has them since", () => {
  const drawn = (at: number, colour: string, of: string) =>
    `vertices: { A: {}, B: {}, C: {} }
layout: { A: [${at}, 0] }
frames: { f: { colour: ${colour}, collapsed: ${at === 200}, vertices: [${of === "f" ? "A, B" : "B"}] }, g: { vertices: [${of === "g" ? "A, C" : "C"}] } }
notes: { n: { text: n, colour: ${colour}, at: [${at}, 300] } }`;
  const [base, step, theirs] = [drawn(0, "blue", "none"), drawn(100, "green", "f"), drawn(200, "red", "g")];
  expect(stepped(base, step, theirs)).toEqual(graph(theirs));
  expect(stepped(base, step, base)).toEqual(graph(step));
  // Out of a frame is a change of theirs, too.
  expect(stepped(drawn(0, "blue", "f"), drawn(0, "blue", "g"), base)).toEqual(graph(base));
});
