import { expect, test } from "vitest";
import { parsedFile } from "#components/canvas/layout/placed-file.ts";
import { drawingAtOnce, drawingInSteps } from "./run-drawing.ts";

const WIDTH = 300;

/** Wide layers, with names that a JavaScript object would put into another order. */
function jsonOf(count: number) {
  const names = Array.from({ length: count }, (_, at) => (at % 3 === 0 ? String(count - at) : `build-${at}`));
  return {
    signalbox: 1,
    name: "g",
    params: new Map([["host", new Map([["type", "string"]])]]),
    vertices: new Map(names.map((name) => [name, new Map([["script", `echo ${name}`]])])),
    edges: names.slice(WIDTH).map((name, at) => `${names[at]} -> ${name}`),
    layout: new Map(names.slice(0, count / 2).map((name, at) => [name, [at * 10, 20]])),
  };
}

test("a large graph is parsed in parts, with pauses, and is the same as parsed at once, in the same order", async () => {
  const json = jsonOf(900);
  let pauses = 0;
  expect(drawingAtOnce(json)).toBeNull();
  const { file, drawn, shownAs } = await drawingInSteps(json, async () => {
    pauses += 1;
  });
  const whole = parsedFile(json);
  expect(file).toEqual(whole);
  expect([...file.content.vertices.keys()]).toEqual([...whole.content.vertices.keys()]);
  expect(pauses).toBeGreaterThan(5);
  for (const name of file.content.vertices.keys())
    expect(drawn.content.vertices.has(shownAs(name))).toBe(true);
});

test("a small graph is there at once, and each vertex is shown as itself", () => {
  const drawing = drawingAtOnce(jsonOf(12));
  expect(drawing?.stacks).toEqual([]);
  expect(drawing?.drawn.layout.size).toBe(12);
  expect(drawing?.shownAs("3")).toBe("3");
});

test("a file that is none is refused in parts, too", async () => {
  const json = { ...jsonOf(900), edges: ["no edge at all"] };
  await expect(drawingInSteps(json, async () => undefined)).rejects.toThrow("invalid graph file");
});
