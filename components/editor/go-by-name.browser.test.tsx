import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { targetsNow } from "#components/commands/command-registry.ts";
import { SOON } from "#components/ui/keys/soon-for-test.ts";
import { canvasOf } from "./canvas-for-test.tsx";
import { Inspector } from "./inspector/inspector.tsx";

const GRAPH = `signalbox: 1
name: g
vertices:
  build: { script: make }
  ask: { kind: approval, prompt: { title: Go on? } }
edges: [build -> ask]
layout: { build: [0, 0], ask: [320, 0] }
`;

async function editorOf() {
  window.localStorage.removeItem("signalbox:inspector-sections");
  const { screen, store } = await canvasOf(GRAPH, { width: 1400, beside: <Inspector /> });
  const card = (name: string) => screen.getByRole("group", { name: new RegExp(`^${name}, `) });
  await expect.element(card("build")).toBeInViewport();
  return { screen, store, card };
}

/** What the command list does with an entry that was chosen. */
function goTo(text: string, note: string): void {
  const found = targetsNow().filter((each) => each.text === text && each.note === note);
  expect(found).toHaveLength(1);
  found[0]?.go();
}

test("a vertex that is gone to by its name has the focus, also where a field of another one had it", async () => {
  const { screen, card, store } = await editorOf();
  (card("build").element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}{Enter}");
  await expect.element(screen.getByRole("textbox", { name: "Script", exact: true }), SOON).toHaveFocus();
  goTo("ask", "Vertex");
  await expect.element(card("ask")).toHaveFocus();
  expect([...store.getState().selection.vertices]).toEqual(["ask"]);
});

test("an edge that is gone to by its ends, or by the word branch, has the focus, and Enter asks when it is followed", async () => {
  const { screen } = await editorOf();
  expect(targetsNow().find(({ note }) => note === "Edge")?.words).toContain("branch");
  goTo("build → ask", "Edge");
  await expect.element(screen.getByRole("group", { name: "Edge from build to ask" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("combobox", { name: "Follow this edge when" }), SOON).toHaveFocus();
});

test("a setting of the selected vertex is gone to by its name: its section is opened, and its field has the focus", async () => {
  const { screen, store } = await editorOf();
  store.getState().select({ vertices: new Set(["build"]), edges: new Set() });
  const search = screen.getByRole("searchbox", { name: "Find a setting" });
  await search.fill("priority");
  goTo("Undo script", "Setting of build");
  await expect.element(screen.getByRole("textbox", { name: "Undo script" }), SOON).toHaveFocus();
  await expect.element(search).toHaveValue("");
  await userEvent.keyboard("undo it");
  expect(store.getState().draft.file.content.vertices.get("build")?.revert).toBe("undo it");
  store.getState().select({ vertices: new Set(["ask"]), edges: new Set() });
  await expect.element(screen.getByRole("textbox", { name: "Question" })).toBeVisible();
  expect(targetsNow().some(({ note }) => note === "Setting of build")).toBe(false);
});
