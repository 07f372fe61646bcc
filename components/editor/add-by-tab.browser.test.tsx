import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { canvasOf } from "./canvas-for-test.tsx";

const GRAPH = `signalbox: 1
name: g
vertices: { A: {}, B: {} }
edges: []
layout: { A: [0, 0], B: [300, 200] }
`;
const focused = () => document.activeElement?.getAttribute("data-id") ?? null;

test("after a click on a card Tab asks what to add behind it, and goes on with what was added", async () => {
  const { screen, store } = await canvasOf(GRAPH);
  const names = () => [...store.getState().draft.file.content.vertices.keys()];
  await screen.getByRole("group", { name: "A, Script vertex" }).click();
  await userEvent.keyboard("{Tab}");
  await expect.element(screen.getByRole("dialog", { name: "Add a vertex after A" })).toBeVisible();
  await userEvent.keyboard("appr{Enter}");
  await expect.poll(names).toEqual(["A", "B", "C"]);
  expect(store.getState().draft.file.content.vertices.get("C")?.kind).toBe("approval");
  await expect.poll(focused).toBe("C");
  await userEvent.keyboard("{Tab}");
  await expect.element(screen.getByRole("dialog", { name: "Add a vertex after C" })).toBeVisible();
  await userEvent.keyboard("check{Enter}");
  await expect.poll(names).toEqual(["A", "B", "C", "check"]);
  expect(store.getState().draft.file.content.edges).toMatchObject([
    { tail: "A", head: "C" },
    { tail: "C", head: "check" },
  ]);
});

test("who looks for a branch among what can be added is told that edges make it", async () => {
  const { screen } = await canvasOf(GRAPH);
  await screen.getByRole("group", { name: "A, Script vertex" }).click();
  await userEvent.keyboard("aif");
  const branch = screen.getByRole("option", { name: /^Branch/ });
  await expect.element(branch).toHaveAttribute("aria-disabled", "true");
  await expect.element(branch).toHaveTextContent("set Follow this edge when");
  await expect
    .element(screen.getByRole("option", { name: /Script named/ }))
    .toHaveAttribute("aria-selected", "true");
});

test("after a click on the empty canvas Tab asks what to add", async () => {
  const { screen } = await canvasOf(GRAPH);
  await screen.getByRole("region", { name: "Canvas" }).click({ position: { x: 500, y: 560 } });
  await userEvent.keyboard("{Tab}");
  await expect.element(screen.getByRole("dialog", { name: "Add a vertex" })).toBeVisible();
});

test("once the list is closed without an addition, Tab moves the focus again", async () => {
  const { screen, store } = await canvasOf(GRAPH);
  await screen.getByRole("group", { name: "A, Script vertex" }).click();
  await userEvent.keyboard("{Tab}");
  await expect.element(screen.getByRole("dialog", { name: "Add a vertex after A" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.poll(focused).toBe("A");
  await userEvent.keyboard("{Tab}");
  await expect.poll(focused).not.toBe("A");
  expect(document.querySelector("[role=dialog]")).toBeNull();
  expect(store.getState().draft.file.content.vertices.size).toBe(2);
});

test("with the keyboard alone Tab leads from card to card, and Shift Tab back, also after a click", async () => {
  const { screen } = await canvasOf(GRAPH, { beside: <input aria-label="A field" /> });
  await screen.getByRole("textbox", { name: "A field" }).click();
  document.querySelector<HTMLElement>("[data-id='A']")?.focus();
  await userEvent.keyboard("{Enter}{Tab}");
  await expect.poll(focused).not.toBe("A");
  expect(document.querySelector("[role=dialog]")).toBeNull();
  await screen.getByRole("group", { name: "B, Script vertex" }).click();
  await userEvent.keyboard("{Shift>}{Tab}{/Shift}");
  await expect.poll(focused).not.toBe("B");
  expect(document.querySelector("[role=dialog]")).toBeNull();
});
