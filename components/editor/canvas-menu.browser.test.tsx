import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { canvasOf } from "./canvas-for-test.tsx";

const CHAIN = `signalbox: 1
name: chain
vertices: { build: { script: make }, test: { script: make test }, ship: { script: make ship } }
edges: [build -> test, test -> ship]
layout: { build: [0, 0], test: [340, 0], ship: [680, 0] }
`;

async function chain() {
  const { screen, store } = await canvasOf(CHAIN);
  const edges = () => store.getState().draft.file.content.edges.map(({ tail, head }) => `${tail} -> ${head}`);
  const card = (name: string) => screen.getByRole("group", { name: `${name}, Script vertex` });
  const item = (name: string) => screen.getByRole("menuitem", { name });
  return { screen, store, edges, card, item };
}

test("the menu of a vertex acts on it, and adds a vertex after it of the kind that is chosen", async () => {
  const { screen, store, edges, card, item } = await chain();
  await card("ship").click({ button: "right" });
  await expect.element(screen.getByRole("menu", { name: "Actions of the vertex" })).toBeVisible();
  expect([...store.getState().selection.vertices]).toEqual(["ship"]);
  await item("Add a vertex after it…").click();
  await expect.element(screen.getByRole("dialog", { name: "Add a vertex after ship" })).toBeVisible();
  await userEvent.keyboard("appr{Enter}");
  await expect.poll(edges).toEqual(["build -> test", "test -> ship", "ship -> A"]);
  expect(store.getState().draft.file.content.vertices.get("A")?.kind).toBe("approval");
  await card("test").click({ button: "right" });
  await item("Remove").click();
  await expect.poll(edges).toEqual(["ship -> A"]);
});

test("while a field asks for a vertex no menu opens: it would act on what was selected before", async () => {
  const { screen, store, card } = await chain();
  await card("build").click();
  store.getState().ask(() => undefined);
  await card("test").click({ button: "right" });
  expect([...store.getState().selection.vertices]).toEqual(["build"]);
  expect(screen.getByRole("menu").query()).toBeNull();
  store.getState().ask(null);
  await card("test").click({ button: "right" });
  await expect.element(screen.getByRole("menu", { name: "Actions of the vertex" })).toBeVisible();
});

test("by the keyboard: a menu opens on the card that has the focus, is walked through, and gives the focus back", async () => {
  const { screen, store, card } = await chain();
  (card("build").element() as HTMLElement).focus();
  await userEvent.keyboard("{Shift>}{F10}{/Shift}");
  await expect.element(screen.getByRole("menu", { name: "Actions of the vertex" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByRole("menu")).not.toBeInTheDocument();
  await expect.element(card("build")).toHaveFocus();
  await userEvent.keyboard("{Shift>}{F10}{/Shift}");
  await expect.element(screen.getByRole("menu")).toBeVisible();
  await userEvent.keyboard("dup{Enter}");
  await expect.poll(() => store.getState().draft.file.content.vertices.size).toBe(4);
});

test("the menus of an edge, of several vertices and of the empty canvas have what can be done there", async () => {
  const { screen, store, edges, card, item } = await chain();
  const edge = screen.getByRole("group", { name: "Edge from test to ship" }).element();
  edge.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true }));
  await item("Insert a vertex here…").click();
  await userEvent.keyboard("between{Enter}");
  await expect.poll(edges).toEqual(["build -> test", "test -> between", "between -> ship"]);

  store.getState().select({ vertices: new Set(["build", "test"]), edges: new Set() });
  await card("test").click({ button: "right" });
  await expect.element(screen.getByRole("menu", { name: "Actions of what is selected" })).toBeVisible();
  await expect.element(item("Rename")).not.toBeInTheDocument();
  await item("Duplicate").click();
  await expect.poll(() => store.getState().draft.file.content.vertices.size).toBe(6);

  await screen.getByRole("application").click({ button: "right", position: { x: 500, y: 520 } });
  await expect.element(screen.getByRole("menu", { name: "Actions of the canvas" })).toBeVisible();
  await item("Add a vertex here…").click();
  await userEvent.keyboard("here{Enter}");
  await expect.poll(() => store.getState().draft.file.content.vertices.has("here")).toBe(true);
  expect(edges()).toHaveLength(4);
});

test("an edge that is dropped on the empty canvas asks what to add there; Escape adds nothing", async () => {
  const { screen, edges, store } = await chain();
  const output = screen.getByRole("button", { name: "Output of ship" });
  const pane = screen.getByRole("application");
  const drop = () => userEvent.dragAndDrop(output, pane, { targetPosition: { x: 600, y: 480 }, steps: 6 });
  await drop();
  await expect.element(screen.getByRole("dialog", { name: "Add a vertex after ship" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
  expect(store.getState().draft.file.content.vertices.size).toBe(3);
  await drop();
  await userEvent.keyboard("wait{Enter}");
  await expect.poll(edges).toEqual(["build -> test", "test -> ship", "ship -> A"]);
});

test("a adds after the vertex that is selected, or else into the middle of the view", async () => {
  const { screen, store, edges, card } = await chain();
  await card("build").click();
  await userEvent.keyboard("a");
  await expect.element(screen.getByRole("dialog", { name: "Add a vertex after build" })).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.poll(edges).toEqual(["build -> test", "test -> ship", "build -> A"]);
  store.getState().select({ vertices: new Set() });
  await userEvent.keyboard("a");
  await expect.element(screen.getByRole("dialog", { name: "Add a vertex", exact: true })).toBeVisible();
});

test("a card without edges that is dropped on an edge goes in between; one with edges is only moved", async () => {
  const { store, screen } = await canvasOf(`signalbox: 1
name: g
vertices: { A: { script: "true" }, B: { script: "true" }, C: { script: "true" } }
edges: [A -> B]
layout: { A: [0, 0], B: [500, 0], C: [250, 200] }
`);
  const edges = () => store.getState().draft.file.content.edges.map(({ tail, head }) => `${tail} -> ${head}`);
  const card = (name: string) =>
    screen
      .getByRole("group", { name: `${name}, Script vertex` })
      .element()
      .getBoundingClientRect();
  await expect.poll(() => card("B").width).toBeGreaterThan(0);
  const pane = screen.getByRole("application");
  const within = pane.element().getBoundingClientRect();
  const to = {
    x: (card("A").right + card("B").left) / 2 - within.left,
    y: (card("A").top + card("A").bottom) / 2 - within.top,
  };
  await userEvent.dragAndDrop(screen.getByRole("group", { name: "C, Script vertex" }), pane, {
    targetPosition: to,
    steps: 6,
  });
  await expect.poll(edges).toEqual(expect.arrayContaining(["A -> C", "C -> B"]));
  expect(edges()).toHaveLength(2);
  store.getState().undo();
  expect(edges()).toEqual(["A -> B"]);
});
