import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { useDraft } from "#components/draft/draft-context.ts";
import { canvasOf } from "./canvas-for-test.tsx";
import { AnnotationInspector } from "./inspector/annotation-inspector.tsx";

const GRAPH = `signalbox: 1
name: g
vertices: { A: { script: a }, B: { script: b }, C: { script: c } }
edges: [A -> B, B -> C]
layout: { A: [0, 0], B: [300, 0], C: [300, 220] }
frames: { f: { title: Prepare, vertices: [A, B] } }
notes: { n: { text: "See [book](https://x.example/)", at: [0, 220] } }
`;

/** The form of what is selected. */
function Beside() {
  const [id] = useDraft(({ selection }) => selection.annotations);
  return id === undefined ? null : (
    <div style={{ width: 260 }}>
      <AnnotationInspector id={id} />
    </div>
  );
}

async function drawn() {
  await page.viewport(1100, 700);
  const { screen, store } = await canvasOf(GRAPH, { beside: <Beside /> });
  const title = screen.getByRole("button", { name: "Prepare", exact: true });
  const note = screen.getByRole("group", { name: /^Note: See/ });
  const item = (name: string) => screen.getByRole("menuitem", { name });
  const annotations = () => store.getState().draft.file.annotations;
  const selected = () => {
    const { vertices, annotations: ids } = store.getState().selection;
    return [...vertices, ...ids].toSorted();
  };
  return { screen, store, title, note, item, annotations, selected };
}

test("the menu of a frame selects what is in it, colours, collapses, and removes it without its vertices", async () => {
  const { screen, store, title, item, annotations, selected } = await drawn();
  const menu = screen.getByRole("menu", { name: "Actions of the frame" });
  await title.click({ button: "right" });
  await expect.element(menu).toBeVisible();
  expect(selected()).toEqual(["frame:f"]);
  await item("Colour: red").click();
  expect(annotations()?.frames.get("f")).toMatchObject({ title: "Prepare", colour: "red" });
  await title.click({ button: "right" });
  await item("Collapse to one card").click();
  const card = screen.getByRole("group", { name: "Prepare, collapsed frame of 2 vertices" });
  await card.click({ button: "right" });
  await expect.element(menu).toBeVisible();
  await item("Open").click();
  await title.click({ button: "right" });
  await item("Select its vertices").click();
  expect(selected()).toEqual(["A", "B"]);
  await title.click({ button: "right" });
  await item("Remove the frame, keep its vertices").click();
  expect(annotations()?.frames.size ?? 0).toBe(0);
  expect(store.getState().draft.file.content.vertices.size).toBe(3);
});

test("with the keyboard: the menu of a note opens on it, and F2 or the menu lead to its text, as to the title of a frame", async () => {
  const { screen, note, title, item, annotations } = await drawn();
  (note.element() as HTMLElement).focus();
  await userEvent.keyboard("{Shift>}{F10}{/Shift}");
  await expect.element(screen.getByRole("menu", { name: "Actions of the note" })).toBeVisible();
  await userEvent.keyboard("dup{Enter}");
  await expect.poll(() => annotations()?.notes.size).toBe(2);
  (note.first().element() as HTMLElement).focus();
  await userEvent.keyboard("{Shift>}{F10}{/Shift}");
  await item("Edit text").click();
  await expect.element(screen.getByRole("textbox", { name: "Text of the note" })).toHaveFocus();
  await userEvent.keyboard("changed{Control>}{Enter}{/Control}");
  await expect
    .poll(() => [...(annotations()?.notes.values() ?? [])].map(({ text }) => text))
    .toContain("changed");
  (title.element() as HTMLElement).focus();
  await userEvent.keyboard("{F2}");
  await expect.element(screen.getByRole("textbox", { name: "Title of the frame" })).toHaveFocus();
  await userEvent.keyboard("Other{Enter}");
  await expect.poll(() => annotations()?.frames.get("f")?.title).toBe("Other");
});

test("a link in a note keeps the menu of the browser", async () => {
  const { screen, note } = await drawn();
  const link = note.getByRole("link").element();
  const event = new MouseEvent("contextmenu", { bubbles: true, cancelable: true });
  link.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(false);
  expect(screen.getByRole("menu").query()).toBeNull();
});

test("Ctrl and a click select more beside a frame, a click alone selects only that", async () => {
  const { screen, title, note, selected } = await drawn();
  const card = screen.getByRole("group", { name: "C, Script vertex" });
  await title.click();
  await note.click({ modifiers: ["ControlOrMeta"], position: { x: 150, y: 5 } });
  await card.click({ modifiers: ["ControlOrMeta"] });
  await expect.poll(selected).toEqual(["C", "frame:f", "note:n"]);
  await card.click({ modifiers: ["ControlOrMeta"] });
  await expect.poll(selected).toEqual(["frame:f", "note:n"]);
  await card.click();
  await expect.poll(selected).toEqual(["C"]);
});
