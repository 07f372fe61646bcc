import { expect, test } from "vitest";
import { readGraphText } from "../../graph-file/read-graph-text.ts";
import { writeGraphText } from "../../graph-file/write-graph-text.ts";
import { findingsOf } from "../findings.ts";
import { withoutTodo } from "./findings-todo.ts";

const TEXT = `signalbox: 1
name: imported
todo: [it was sealed in the other system]
vertices:
  a:
    todo: [look at the timeout, { text: write the script, blocks: true }]
    script: echo a
edges: []
`;

function read(text: string) {
  const result = readGraphText(text);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.file;
}

test("what is to do is a warning, or an error where it blocks sealing, and each can be marked as done", () => {
  const { content } = read(TEXT);
  const found = findingsOf(content).filter(({ code }) => code.startsWith("todo"));
  expect(found.map(({ level, text, vertices }) => ({ level, text, vertices }))).toEqual([
    { level: "error", text: "To do in a: write the script.", vertices: ["a"] },
    { level: "warning", text: "To do: it was sealed in the other system.", vertices: [] },
    { level: "warning", text: "To do in a: look at the timeout.", vertices: ["a"] },
  ]);
  const done = found.reduce((now, { fix }) => {
    if (fix?.change !== "todo") throw new Error("no fix");
    return withoutTodo(now, fix.vertex, fix.todo);
  }, content);
  expect(findingsOf(done)).toEqual([]);
  expect(Object.hasOwn(done, "todo")).toBe(false);
  expect(done.vertices.get("a")).toEqual({ script: "echo a" });
});

test("what is to do is written as it was read", () => {
  expect(writeGraphText(read(TEXT))).toBe(TEXT);
});

test("a list of what is to do that is empty is left out, and an empty text is refused", () => {
  expect(
    read(TEXT.replace("todo: [it was sealed in the other system]", "todo: []")).content.todo,
  ).toBeUndefined();
  const refused = readGraphText(TEXT.replace("look at the timeout", "''"));
  expect(refused.ok ? [] : refused.problems.map(({ path }) => path)).toEqual(["vertices.a.todo[0].text"]);
});
