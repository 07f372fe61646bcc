import { describe, expect, test } from "vitest";
import { fittedAnnotations } from "./annotations.ts";
import { readGraphText } from "./read-graph-text.ts";
import { writeGraphText } from "./write-graph-text.ts";

const HEAD = "signalbox: 1\nname: g\nvertices:\n  A: {}\n  B: {}\nedges:\n  - A -> B\n";

function fileOf(text: string) {
  const read = readGraphText(HEAD + text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file;
}

function problemsOf(text: string): readonly string[] {
  const read = readGraphText(HEAD + text);
  return read.ok ? [] : read.problems.map(({ path, line, text: said }) => `${line} ${path}: ${said}`);
}

describe("frames and notes in a file", () => {
  test("are written after the layout, a text of several lines as a block", () => {
    const text = `${HEAD}layout:
  A: [0, 0]
frames:
  prepare: { title: "Get ready: all", colour: blue, collapsed: true, vertices: [A, B] }
notes:
  why:
    text: |
      # Why
      because
    at: [0, -200]
`;
    expect(writeGraphText(fileOf(text.slice(HEAD.length)))).toBe(text);
  });

  test("a file without them has no trace of them, and neither has one whose lists are empty", () => {
    expect(writeGraphText(fileOf(""))).toBe(HEAD);
    expect(writeGraphText(fileOf("frames: {}\nnotes:\n"))).toBe(HEAD);
    expect("annotations" in fileOf("")).toBe(false);
  });

  test("a default is left out", () => {
    const file = fileOf("frames: { f: { title: '', colour: grey, collapsed: false, vertices: [A] } }\n");
    expect(writeGraphText(file)).toBe(`${HEAD}frames:\n  f: { vertices: [A] }\n`);
  });

  test.each([
    [
      "frames:\n  f:\n    vertices:\n      - A\n      - X\n",
      "12 frames.f.vertices[1]: The frame names the vertex `X`, which the graph does not have. Remove the name, or add the vertex.",
    ],
    [
      "frames:\n  f: { vertices: [A] }\n  g: { vertices: [B, A] }\n",
      "10 frames.g.vertices[1]: The vertex `A` is in the frame `f` already. A vertex is in one frame at most.",
    ],
    ["frames:\n  f: { vertices: [A, A] }\n", "9 frames.f.vertices[1]: The frame names the vertex `A` twice."],
    ["frames:\n  f: { vertices: [] }\n", "9 frames.f.vertices: Wanted at least 1 entries, found fewer."],
    [
      'frames:\n  f: { title: "a\\nb", vertices: [A] }\n',
      "9 frames.f.title: A title is one line of visible characters: put longer text into a note.",
    ],
    [
      "frames:\n  f: { colour: pink, vertices: [A] }\n",
      '9 frames.f.colour: Wanted `grey`, `blue`, `green`, `amber`, `red` or `violet`, found the text "pink".',
    ],
    [
      "notes:\n  n: { text: ' ', at: [0, 0] }\n",
      "9 notes.n.text: The note is empty. Write something, or remove it.",
    ],
    ["notes:\n  n: { text: a }\n", "9 notes.n.at: Wanted a list, found nothing."],
    [
      `notes:\n  n: { at: [0, 0], text: ${"a".repeat(5_001)} }\n`,
      "9 notes.n.text: Wanted at most 5,000 characters, found more.",
    ],
    [
      "notes:\n  n: { at: [0, 20000000], text: a }\n",
      "9 notes.n.at[1]: Wanted a number of at most 10000000, found the number 20000000.",
    ],
  ])("%j is refused with its line", (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test("more than 500 notes are refused", () => {
    const notes = Array.from({ length: 501 }, (_, n) => `  n${n}: { text: a, at: [0, 0] }\n`).join("");
    expect(problemsOf(`notes:\n${notes}`)).toEqual(["8 notes: Wanted at most 500 entries, found 501."]);
  });
});

describe("fitting frames to a graph", () => {
  const drawn = fileOf("frames: { f: { vertices: [A] }, g: { vertices: [B] } }").annotations;

  test("nothing changes where all vertices are there", () => {
    expect(fittedAnnotations(drawn, new Set(["A", "B", "C"]))).toBe(drawn);
  });

  test("a vertex that is gone leaves its frame, a frame without vertices goes, and the last one takes all", () => {
    expect([...(fittedAnnotations(drawn, new Set(["A"]))?.frames.keys() ?? [])]).toEqual(["f"]);
    expect(fittedAnnotations(drawn, new Set())).toBeUndefined();
  });
});
