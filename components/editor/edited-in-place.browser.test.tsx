import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { useDraft } from "#components/draft/draft-context.ts";
import { canvasOf } from "./canvas-for-test.tsx";
import { SeveralInspector } from "./inspector/several-inspector.tsx";

const GRAPH = `signalbox: 1
name: g
vertices: { A: { script: a }, B: { script: b }, C: { script: c }, D: { script: d } }
edges: []
layout: { A: [0, 0], B: [300, 0], C: [0, 220], D: [300, 220] }
frames: { f: { title: Prepare, vertices: [A, B] } }
notes: { n: { text: "See [book](https://x.example/)", at: [0, 360] } }
`;

/** What can be done with several vertices. */
function Beside() {
  const isSeveral = useDraft(({ selection }) => selection.vertices.size > 1);
  return isSeveral ? <SeveralInspector /> : null;
}

async function drawn() {
  await page.viewport(1300, 800);
  const { screen, store } = await canvasOf(GRAPH, { height: 700, beside: <Beside /> });
  const titles = () =>
    [...(store.getState().draft.file.annotations?.frames ?? [])].map(([, { title }]) => title);
  const texts = () => [...(store.getState().draft.file.annotations?.notes ?? [])].map(([, { text }]) => text);
  return {
    ...{ screen, store, titles, texts },
    title: screen.getByRole("button", { name: "Prepare", exact: true }),
    note: screen.getByRole("group", { name: /^Note: / }),
    titleField: screen.getByRole("textbox", { name: "Title of the frame" }),
    noteField: screen.getByRole("textbox", { name: "Text of the note" }),
  };
}

/** All that is selected in the field that has the focus. */
function selectedText(): string {
  const { value, selectionStart, selectionEnd } = document.activeElement as HTMLInputElement;
  return value.slice(selectionStart ?? 0, selectionEnd ?? 0);
}

test.each(["key", "button", "menu"])(
  "after vertices were put in a frame by %s its title is typed at once",
  async (way) => {
    const { screen, store, titles, titleField } = await drawn();
    store.getState().select({ vertices: new Set(["C", "D"]) });
    if (way === "key") await userEvent.keyboard("{Control>}g{/Control}");
    else if (way === "button") await screen.getByRole("button", { name: "Put in a frame" }).click();
    else {
      await screen.getByRole("group", { name: "C, Script vertex" }).click({ button: "right" });
      await screen.getByRole("menuitem", { name: "Put into a frame" }).click();
      await expect.element(screen.getByRole("menu")).not.toBeInTheDocument();
    }
    await expect.element(titleField).toHaveFocus();
    expect(selectedText()).toBe("frame");
    await userEvent.keyboard("Release{Enter}");
    await expect.element(screen.getByRole("button", { name: "Release", exact: true })).toHaveFocus();
    expect(titles()).toEqual(["Prepare", "Release"]);
    await userEvent.keyboard("{Control>}z{/Control}");
    expect(titles()).toEqual(["Prepare", undefined]);
    await userEvent.keyboard("{Control>}z{/Control}");
    expect(titles()).toEqual(["Prepare"]);
  },
);

test("a title is edited where it stands: by a double click, Enter or F2; Escape takes back, Enter and leaving take over", async () => {
  const { screen, title, titles, titleField } = await drawn();
  await title.dblClick();
  await expect.element(titleField).toHaveFocus();
  await userEvent.keyboard("Wrong{Escape}");
  await expect.element(title).toHaveFocus();
  await userEvent.keyboard("{F2}");
  await expect.element(titleField).toHaveFocus();
  await userEvent.keyboard("{End}d{Enter}");
  await expect.element(screen.getByRole("button", { name: "Prepared", exact: true })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(titleField).toHaveFocus();
  await userEvent.keyboard("Other");
  await screen.getByRole("group", { name: "C, Script vertex" }).click();
  await expect.element(screen.getByRole("button", { name: "Other", exact: true })).toBeVisible();
  expect(titles()).toEqual(["Other"]);
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(titles()).toEqual(["Prepared"]);
});

test("a note is edited where it stands; Escape takes back, Ctrl Enter and leaving take over", async () => {
  const { screen, note, texts, noteField } = await drawn();
  const [first] = texts();
  await note.dblClick({ position: { x: 200, y: 30 } });
  await expect.element(noteField).toHaveFocus();
  expect(selectedText()).toBe(first);
  await userEvent.keyboard("Wrong{Escape}");
  await expect.element(note).toHaveFocus();
  expect(texts()).toEqual([first]);
  await userEvent.keyboard("{Enter}");
  await expect.element(noteField).toHaveFocus();
  await userEvent.keyboard("one{Enter}two{Control>}{Enter}{/Control}");
  await expect.element(note).toHaveFocus();
  expect(texts()).toEqual(["one\ntwo"]);
  await userEvent.keyboard("{F2}");
  await expect.element(noteField).toHaveFocus();
  await userEvent.keyboard("three");
  await screen.getByRole("group", { name: "C, Script vertex" }).click();
  await expect.poll(texts).toEqual(["three"]);
  await userEvent.keyboard("{Control>}z{/Control}");
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(texts()).toEqual([first]);
});

test("the text of a note that was added is typed at once; an empty one is refused, and what was typed stays", async () => {
  const { screen, store, texts, noteField } = await drawn();
  await screen.getByRole("button", { name: "Add note" }).click();
  await expect.element(noteField).toHaveFocus();
  await userEvent.keyboard("{Delete}{Control>}{Enter}{/Control}");
  await expect.element(noteField).toHaveAttribute("aria-invalid", "true");
  expect(store.getState().announcement).toMatch(/The note is empty/);
  await userEvent.keyboard("Ask Ines{Control>}{Enter}{/Control}");
  expect(texts()).toContain("Ask Ines");
});
