import { expect, test } from "vitest";
import { canvasOf } from "./canvas-for-test.tsx";
import { Inspector } from "./inspector/inspector.tsx";

const GRAPH = `signalbox: 1
name: g
vertices:
  build: { script: make, outputs: { sizes: { type: list } } }
  each: { script: x, foreach: { items: "[1]" } }
  after: { script: y }
edges: [build -> each, each -> after]
layout: { build: [0, 0], each: [320, 0], after: [640, 0] }
`;

test("a click on a field and one on a card before it write what is read; a card that cannot be read is selected as ever", async () => {
  window.localStorage.removeItem("signalbox:inspector-sections");
  const { screen, store } = await canvasOf(GRAPH, { width: 1400, beside: <Inspector /> });
  const card = (name: string) => screen.getByRole("group", { name: new RegExp(`^${name}, `) });
  const items = () => store.getState().draft.file.content.vertices.get("each")?.foreach?.items;
  const selected = () => [...store.getState().selection.vertices];
  await expect.element(card("each")).toBeInViewport();
  store.getState().select({ vertices: new Set(["each"]), edges: new Set() });
  const field = screen.getByRole("textbox", { name: "Run for each" });
  await field.fill("");
  await field.click();
  await card("build").click();
  const row = screen.getByRole("option", { name: /outputs.build.sizes/ });
  await expect.element(row).toBeVisible();
  expect(selected()).toEqual(["each"]);
  await row.click();
  expect(items()).toBe("outputs.build.sizes");
  await expect.element(field).toHaveFocus();

  await field.click();
  await expect.element(screen.getByRole("listbox", { name: "What it can read" })).toBeVisible();
  await card("after").click();
  await expect.poll(selected).toEqual(["after"]);
  expect(store.getState().asking).toBeNull();
});
