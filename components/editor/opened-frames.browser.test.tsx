import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { canvasOf } from "./canvas-for-test.tsx";

const FILLER = "echo filler\\n".repeat(12_000);
const GRAPH = `signalbox: 1
name: g
vertices: { A: { script: needle one }, B: { script: b }, C: { script: "${FILLER}needle two" }, D: { script: "${FILLER}" }, E: { script: needle three } }
edges: [A -> B]
layout: { A: [0, 0], B: [300, 0], C: [0, 260], D: [300, 260], E: [0, 400] }
frames: { f: { title: Prepare, collapsed: true, vertices: [A, B] } }
`;

test("a frame that Find opens is open on this page only: undo and redo stay as they were; its own button is an edit", async () => {
  await page.viewport(1100, 700);
  const { screen, store } = await canvasOf(GRAPH);
  store.getState().edit({ do: "move", places: new Map([["C", { x: 50, y: 260 }]]) });
  store.getState().undo();
  const { draft } = store.getState();
  const card = screen.getByRole("group", { name: "Prepare, collapsed frame of 2 vertices" });
  const inside = screen.getByRole("group", { name: /^A, / });
  const look = async () => {
    await userEvent.keyboard("{Control>}f{/Control}");
    await screen.getByRole("combobox", { name: "Find in the graph" }).fill("needle one");
    await expect.element(screen.getByRole("option").first()).toHaveTextContent("needle one");
    await userEvent.keyboard("{Enter}");
    await expect.element(inside).toBeInTheDocument();
  };
  await look();
  await userEvent.keyboard("{Escape}");
  await expect.element(card).toBeVisible();
  await look();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.element(inside).toBeVisible();
  await screen.getByRole("button", { name: "Collapse the frame Prepare" }).click();
  await expect.element(card).toBeVisible();
  expect(store.getState().draft).toBe(draft);
  expect(draft.future).toHaveLength(1);
  await screen.getByRole("button", { name: "Open the frame Prepare" }).click();
  await expect.element(inside).toBeVisible();
  expect(store.getState().draft.past).toHaveLength(1);
});

test("Enter while Find still searches waits for a hit of what was typed", async () => {
  await page.viewport(1100, 700);
  const { screen, store } = await canvasOf(GRAPH);
  await userEvent.keyboard("{Control>}f{/Control}");
  const box = screen.getByRole("combobox", { name: "Find in the graph" });
  await box.fill("needle");
  await expect.element(screen.getByText("3 hits. Enter shows the first one.")).toBeVisible();
  const field = box.element() as HTMLInputElement;
  // All in one task: no step of the search is done in between.
  const typeAndEnter = (text: string, shiftKey = false) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, text);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.dispatchEvent(
      new KeyboardEvent("keydown", {
        key: "Enter",
        code: "Enter",
        shiftKey,
        bubbles: true,
        cancelable: true,
      }),
    );
  };
  const selected = () => [...store.getState().selection.vertices];
  typeAndEnter("needle three");
  await expect.poll(selected).toEqual(["E"]);
  // The last hit is not known before the search is at its end.
  typeAndEnter("needle t", true);
  await expect.poll(selected).toEqual(["E"]);
  await expect.element(screen.getByText(/^2 of 2 hits/)).toBeVisible();
});
