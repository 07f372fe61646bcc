import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { canvasOf } from "./canvas-for-test.tsx";

const GRAPH = `signalbox: 1
name: g
vertices: { A: { script: a }, B: { script: b }, D: { script: d } }
edges: [A -> B, A -> D]
layout: { A: [0, 0], B: [300, 0], D: [300, 260] }
frames: { f: { vertices: [A, B] } }
`;

test("two pastes at one place, and two copies of one card, stand a step aside of each other", async () => {
  const { store } = await canvasOf(GRAPH);
  store.getState().select({ vertices: new Set(["A", "B"]), annotations: new Set(["frame:f"]) });
  const clipboardData = new DataTransfer();
  const happens = (type: string) =>
    document.body.dispatchEvent(new ClipboardEvent(type, { clipboardData, bubbles: true, cancelable: true }));
  happens("copy");
  happens("paste");
  happens("paste");
  const placeOf = (name: string) => store.getState().draft.file.layout.get(name) ?? { x: 0, y: 0 };
  const between = (one: string, other: string) => [
    placeOf(other).x - placeOf(one).x,
    placeOf(other).y - placeOf(one).y,
  ];
  expect(between("A-2", "A-3")).toEqual([40, 40]);
  expect(between("B-2", "B-3")).toEqual([40, 40]);
  for (const _ of ["D-2", "D-3"]) {
    store.getState().select({ vertices: new Set(["D"]) });
    await userEvent.keyboard("{Control>}d{/Control}");
  }
  expect([between("D", "D-2"), between("D-2", "D-3")]).toEqual([
    [40, 40],
    [40, 40],
  ]);
});
