import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { tabTo } from "#components/ui/keys/tab-to-for-test.ts";
import { importPage, paste, TABLES } from "./import-for-test.tsx";

test("a text is taken when it is pasted outside of a field, and a graph file as ever", async () => {
  const { screen, sent } = await importPage();
  paste("signalbox: 1\nname: mine\n", screen.getByRole("textbox").element());
  expect(document.querySelector("[role=dialog]")).toBeNull();
  paste("signalbox: 1\nname: mine\nvertices: { a: { script: echo a } }\n");
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("It becomes the draft of mine");
  await screen.getByRole("button", { name: "Import", exact: true }).click();
  await expect.poll(() => sent.length).toBe(1);
});

test("a graph that is there stays in its folder, also where the server says late that it is there", async () => {
  let answer: (names: readonly string[]) => void = () => undefined;
  const there = new Promise<readonly string[]>((resolve) => {
    answer = resolve;
  });
  const { screen, sent } = await importPage(there);
  paste("signalbox: 1\nname: mine\nvertices: { a: { script: echo a } }\n");
  const button = screen.getByRole("button", { name: "Import", exact: true }).last();
  await expect.element(button).toBeDisabled();
  answer(["mine"]);
  await button.click();
  await expect.poll(() => sent.length).toBe(1);
  expect(sent[0]).not.toHaveProperty("folder");
});

test("cells that are copied with a picture of them are taken as text; a file with its name beside it, as the file", async () => {
  const { screen } = await importPage();
  paste(TABLES, document.body, new File([new Uint8Array(9)], "image.png", { type: "image/png" }));
  await expect.element(screen.getByRole("dialog", { name: "Import pasted text" })).toBeVisible();
  await screen.getByRole("button", { name: "Back" }).click();
  await expect.poll(() => document.querySelector("[role=dialog]")).toBe(null);
  paste("rows.json", document.body, new File([TABLES], "rows.json"));
  await expect.element(screen.getByRole("dialog", { name: "Import rows.json" })).toBeVisible();
});

test("a file is chosen, and a pasted text is named and imported, by keys alone; Escape gives the focus back", async () => {
  const { screen, went } = await importPage(["old-test"]);
  const button = screen.getByRole("button", { name: "Import", exact: true });
  let asked = 0;
  screen
    .getByLabelText("Graph file")
    .element()
    .addEventListener("click", (event) => {
      event.preventDefault();
      asked += 1;
    });
  await tabTo(button);
  await userEvent.keyboard("{Enter}");
  expect(asked).toBe(1);
  paste(TABLES);
  const dialog = screen.getByRole("dialog");
  const name = dialog.getByRole("textbox", { name: "Name of the graph" });
  await expect.element(name).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(button).toHaveFocus();
  paste(TABLES);
  await expect.element(name).toHaveFocus();
  await userEvent.keyboard("{Control>}a{/Control}mine");
  await tabTo(dialog.getByRole("button", { name: "Import", exact: true }));
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => went).toEqual(["/graphs/mine"]);
});
