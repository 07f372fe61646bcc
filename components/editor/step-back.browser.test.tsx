import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { SOON } from "#components/ui/keys/soon-for-test.ts";
import { canvasOf } from "./canvas-for-test.tsx";
import { Inspector } from "./inspector/inspector.tsx";

const GRAPH = `signalbox: 1
name: g
vertices:
  build: { script: make }
  each: { script: x, foreach: { items: "[1]" } }
  ask: { kind: approval, prompt: { title: Go on? } }
edges: [build -> each, each -> ask]
layout: { build: [0, 0], each: [320, 0], ask: [640, 0] }
`;

async function editorOf() {
  window.localStorage.removeItem("signalbox:inspector-sections");
  const { screen, store } = await canvasOf(GRAPH, { width: 1400, beside: <Inspector /> });
  const card = (name: string) => screen.getByRole("group", { name: new RegExp(`^${name}, `) });
  const open = async (name: string) => {
    await expect.element(card(name)).toBeInViewport();
    (card(name).element() as HTMLElement).focus();
    await userEvent.keyboard("{Enter}{Enter}");
  };
  const selected = () => [...store.getState().selection.vertices];
  const form = screen.getByRole("region", { name: "Inspector" });
  return {
    screen,
    store,
    card,
    open,
    selected,
    form,
    canvas: screen.getByRole("region", { name: "Canvas" }),
  };
}

test("Escape goes from a field to the card, and then takes the selection back; the focus is never lost", async () => {
  const { screen, card, open, selected, canvas } = await editorOf();
  await open("ask");
  await expect.element(screen.getByRole("textbox", { name: "Question" }), SOON).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(card("ask")).toHaveFocus();
  expect(selected()).toEqual(["ask"]);
  await userEvent.keyboard("{Escape}");
  await expect.element(canvas).toHaveFocus();
  expect(selected()).toEqual([]);
  // With nothing to take back, the focus stays.
  await userEvent.keyboard("{Escape}");
  await expect.element(canvas).toHaveFocus();
});

test("Escape on the button of a section that is open goes to the card", async () => {
  const { screen, card, open } = await editorOf();
  await open("ask");
  const section = screen.getByRole("button", { name: /^When it fails/ });
  (section.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(section).toHaveAttribute("aria-expanded", "true");
  await userEvent.keyboard("{Escape}");
  await expect.element(card("ask")).toHaveFocus();
});

test("in a script the first Escape lets Tab leave it, and the second one goes to the card", async () => {
  const { screen, open, card } = await editorOf();
  await open("build");
  const script = screen.getByRole("textbox", { name: "Script", exact: true });
  await expect.element(script, SOON).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(script).toHaveFocus();
  // Another key in between begins anew.
  await userEvent.keyboard("{ArrowRight}{Escape}");
  await expect.element(script).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(card("build")).toHaveFocus();
});

test("F2 leads to the name, and Enter from there back to the card with its new name; a name that would not do stays", async () => {
  const { screen, card, open, store } = await editorOf();
  await open("ask");
  await userEvent.keyboard("{Escape}{F2}");
  const name = screen.getByRole("textbox", { name: "Vertex name" });
  await expect.element(name).toHaveFocus();
  await userEvent.keyboard("build{Enter}");
  await expect.element(name).toHaveFocus();
  await userEvent.keyboard("t{Enter}");
  await expect.element(card("buildt")).toHaveFocus();
  expect([...store.getState().draft.file.content.vertices.keys()]).toContain("buildt");
  // The next Enter is for the question.
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("textbox", { name: "Question" }), SOON).toHaveFocus();
  // Who came to the name in another way stays there.
  await name.click();
  await userEvent.keyboard("{Enter}");
  await expect.element(name).toHaveFocus();
});

test("Enter on the form itself edits what is selected, and a list that is closed gives the focus back to the form", async () => {
  const { screen, open, form } = await editorOf();
  await open("ask");
  (form.element() as HTMLElement).focus();
  await userEvent.keyboard("c");
  await expect.element(screen.getByRole("combobox", { name: "Connect ask to" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(form).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("textbox", { name: "Question" }), SOON).toHaveFocus();
});

test("what is open in a field is closed first: a list, the search of the settings", async () => {
  const { screen, open } = await editorOf();
  await open("ask");
  const search = screen.getByRole("searchbox", { name: "Find a setting" });
  await search.fill("time");
  await userEvent.keyboard("{Escape}");
  await expect.element(search).toHaveValue("");
  await expect.element(search).toHaveFocus();
  const edge = screen.getByRole("group", { name: "Edge from each to ask" });
  (edge.element() as SVGElement).focus();
  await userEvent.keyboard("{Enter}{Enter}");
  const choice = screen.getByRole("combobox", { name: "Follow this edge when" });
  await expect.element(choice).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(screen.getByRole("listbox")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByRole("listbox")).not.toBeInTheDocument();
  await expect.element(choice).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(edge).toHaveFocus();
});

test("with several selected Escape takes all of them back", async () => {
  const { store, card, selected, canvas } = await editorOf();
  await expect.element(card("build")).toBeInViewport();
  (card("build").element() as HTMLElement).focus();
  store.getState().select({ vertices: new Set(["build", "each"]), edges: new Set() });
  await userEvent.keyboard("{Escape}");
  await expect.element(canvas).toHaveFocus();
  expect(selected()).toEqual([]);
});
