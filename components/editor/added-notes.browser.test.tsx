import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { canvasOf } from "./canvas-for-test.tsx";

const GRAPH = `signalbox: 1
name: g
vertices: { A: { script: a }, B: { script: b } }
edges: []
layout: { A: [0, 0], B: [0, 120] }
frames: { f: { vertices: [B] } }
`;

test("notes that are added one after the other are seen, and touch no card, no title of a frame, no other note and no panel", async () => {
  await page.viewport(1100, 700);
  const { screen } = await canvasOf(GRAPH);
  const add = screen.getByRole("button", { name: "Add note" });
  const notes = screen.getByRole("group", { name: "Note: New note" });
  for (const count of [1, 2, 3]) {
    await add.click();
    await expect.element(screen.getByRole("textbox", { name: "Text of the note" })).toHaveFocus();
    await userEvent.keyboard("{Escape}");
    await expect.poll(() => notes.elements().length).toBe(count);
  }
  const canvas = screen.getByRole("region", { name: "Canvas" }).element();
  const others = [
    ...canvas.querySelectorAll(".react-flow__node, [data-frame] > div, .react-flow__panel:is(.left, .right)"),
    ...notes.elements(),
  ];
  const box = (element: Element) => element.getBoundingClientRect();
  for (const note of notes.elements()) {
    const { left, right, top, bottom } = box(note);
    expect(bottom <= box(canvas).bottom && right <= box(canvas).right).toBe(true);
    const touched = others.filter((other) => {
      const one = box(other);
      return other !== note && left < one.right && one.left < right && top < one.bottom && one.top < bottom;
    });
    expect(touched).toEqual([]);
  }
});

test("a vertex that is added touches no note", async () => {
  await page.viewport(1100, 700);
  const empty = "signalbox: 1\nname: g\nvertices: {}\nedges: []\n";
  const { screen } = await canvasOf(empty);
  await screen.getByRole("button", { name: "Add note" }).click();
  await expect.element(screen.getByRole("textbox", { name: "Text of the note" })).toHaveFocus();
  await userEvent.keyboard("one{Enter}two{Enter}three");
  await screen.getByRole("button", { name: "Add Script vertex" }).click();
  const card = screen.getByRole("group", { name: "A, Script vertex" });
  await expect.element(card).toBeVisible();
  const [upper, lower] = [screen.getByRole("group", { name: /^Note: one/ }), card].map((each) =>
    each.element().getBoundingClientRect(),
  );
  expect(lower?.top).toBeGreaterThan(upper?.bottom ?? 0);
});
