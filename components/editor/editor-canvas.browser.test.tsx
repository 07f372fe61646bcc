import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { canvasOf } from "./canvas-for-test.tsx";

const CHAIN = `signalbox: 1
name: chain
vertices:
  build: { script: make }
  test: { script: make test }
  ask: { kind: approval, prompt: { title: "Go live?" } }
edges: [build -> test]
`;

test("the canvas draws each vertex by its kind, and each edge", async () => {
  const { screen } = await canvasOf(CHAIN);
  const build = screen.getByRole("group", { name: "build, Script vertex" });
  await expect.element(build).toHaveTextContent("make");
  await expect
    .element(screen.getByRole("group", { name: "ask, Approval vertex" }))
    .toHaveTextContent("Go live?");
  await expect.element(screen.getByRole("group", { name: "Edge from build to test" })).toBeInTheDocument();
});

test("a vertex is connected by the keyboard", async () => {
  const { screen, store } = await canvasOf(CHAIN);
  await screen.getByRole("group", { name: "test, Script vertex" }).click();
  await userEvent.keyboard("c");
  await expect.element(screen.getByPlaceholder("Connect test to…")).toHaveFocus();
  await userEvent.keyboard("ask{Enter}");
  await expect.element(screen.getByRole("group", { name: "Edge from test to ask" })).toBeInTheDocument();
  expect(store.getState().draft.file.content.edges).toHaveLength(2);
});

test("shortcuts work under a Russian and a Hebrew layout, and mean the letters of a Dvorak layout", async () => {
  const { store } = await canvasOf(CHAIN);
  const count = () => store.getState().draft.file.content.vertices.size;
  const press = (key: string, code: string, more: KeyboardEventInit = { ctrlKey: true }) =>
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true, ...more }));
  press("ф", "KeyA");
  expect(store.getState().selection.vertices.size).toBe(3);
  press("в", "KeyD");
  expect(count()).toBe(6);
  press("я", "KeyZ");
  expect(count()).toBe(3);
  press("ז", "KeyZ", { metaKey: true, shiftKey: true });
  expect(count()).toBe(6);
  press(";", "KeyZ");
  press("я", "KeyZ", { ctrlKey: true, isComposing: true });
  expect(count()).toBe(6);
  press("z", "Slash");
  expect(count()).toBe(3);
});

test("an edge that would close a cycle is refused with the reason", async () => {
  const { screen, store } = await canvasOf(CHAIN);
  await screen.getByRole("group", { name: "test, Script vertex" }).click();
  await userEvent.keyboard("cbuild");
  const option = screen.getByRole("option", { name: /build/ });
  await expect.element(option).toHaveTextContent(/cycle/);
  await userEvent.keyboard("{Enter}");
  expect(store.getState().draft.file.content.edges).toHaveLength(1);
});

test("a condition is a label on its edge, and the selected edge offers a vertex in between", async () => {
  const { screen, store } = await canvasOf(
    CHAIN.replace("[build -> test]", "[{ tail: build, head: test, when: failed }]"),
  );
  await expect.element(screen.getByText("failed").last()).toBeVisible();
  store.getState().select({ edges: new Set(["build -> test"]) });
  await screen.getByRole("button", { name: "Insert a vertex between build and test" }).click();
  await expect
    .element(screen.getByRole("dialog", { name: "Add a vertex between build and test" }))
    .toBeVisible();
  await userEvent.keyboard("appr{Enter}");
  await expect
    .poll(() => store.getState().draft.file.content.edges.map(({ tail, head }) => `${tail} -> ${head}`))
    .toEqual(["build -> A", "A -> test"]);
  expect(store.getState().draft.file.content.vertices.get("A")?.kind).toBe("approval");
});

test("an edge that starts its head after a time is dotted, and says after how long", async () => {
  const { screen } = await canvasOf(
    CHAIN.replace("[build -> test]", "[{ tail: build, head: test, after: 30m }]"),
  );
  await expect.element(screen.getByText("after 30m").last()).toBeVisible();
  const path = screen
    .getByRole("group", { name: "Edge from build to test, after 30m" })
    .element()
    .querySelector("path.react-flow__edge-path");
  expect(getComputedStyle(path as Element).strokeDasharray).toBe("2px, 4px");
});

test("a reaction and a rescue look different, and final steps stand in their lane without handles", async () => {
  const { screen } = await canvasOf(`signalbox: 1
name: flow
vertices: { a: { script: a }, tell: { script: t }, plan-b: { script: b }, clean: { script: c, final: failed } }
edges:
  - { tail: a, head: tell, when: failed }
  - { tail: a, head: plan-b, when: failed, rescue: true }
`);
  const colour = (name: string) => {
    const path = screen.getByRole("group", { name }).element().querySelector("path.react-flow__edge-path");
    return getComputedStyle(path as Element).stroke;
  };
  await expect.element(screen.getByText("failed · rescue").last()).toBeVisible();
  const reaction = "Edge from a to tell, when failed";
  await expect.element(screen.getByRole("group", { name: reaction })).toBeInTheDocument();
  expect(colour(reaction)).not.toBe(colour("Edge from a to plan-b, when failed · rescue"));
  await expect.element(screen.getByText("Final steps", { exact: true })).toBeVisible();
  await expect
    .element(screen.getByRole("group", { name: "clean, Script vertex" }))
    .toHaveTextContent("after a failure");
  await expect.element(screen.getByRole("button", { name: "Input of tell" })).toBeInTheDocument();
  await expect.element(screen.getByRole("button", { name: "Input of clean" })).not.toBeInTheDocument();
});

test("while a field asks for a vertex, a click on one answers it and selects nothing", async () => {
  const { screen, store } = await canvasOf(CHAIN);
  await screen.getByRole("group", { name: "test, Script vertex" }).click();
  const { selection } = store.getState();
  expect([...selection.vertices]).toEqual(["test"]);
  const chosen: string[] = [];
  store.getState().ask((vertex) => chosen.push(vertex));
  await expect.element(screen.getByText(/Click a vertex to read/)).toBeVisible();
  await screen.getByRole("group", { name: "build, Script vertex" }).click();
  await expect.poll(() => chosen).toEqual(["build"]);
  await screen.getByRole("group", { name: "build, Script vertex" }).click();
  await expect.poll(() => chosen).toEqual(["build", "build"]);
  expect(store.getState().selection).toBe(selection);
  store.getState().ask(null);
  await expect.element(screen.getByText(/Click a vertex to read/)).not.toBeInTheDocument();
  await screen.getByRole("group", { name: "build, Script vertex" }).click();
  await expect.poll(() => [...store.getState().selection.vertices]).toEqual(["build"]);
});

test("cards that are added one after the other stand side by side, and the newest has the focus", async () => {
  const { screen, store } = await canvasOf("signalbox: 1\nname: none\nvertices: {}\n");
  for (const name of ["one", "two"]) {
    await userEvent.keyboard("a");
    await expect.element(screen.getByRole("combobox", { name: /^Add a vertex/ })).toHaveFocus();
    await userEvent.keyboard(`${name}{Enter}`);
    await expect.element(screen.getByRole("group", { name: `${name}, Script vertex` })).toHaveFocus();
  }
  await screen.getByRole("button", { name: "Add Approval vertex" }).click();
  const { content, layout } = store.getState().draft.file;
  const [, two, third] = [...content.vertices.keys()].map((name) => layout.get(name));
  expect(third?.y).toBe(two?.y);
  expect(third?.x).toBeGreaterThan(two?.x ?? Number.NaN);
  expect(content.edges).toHaveLength(1);
});
