import { beforeEach, expect, test } from "vitest";
import { useDropStore } from "#components/file-drop/drop-store.ts";
import { dropped, GRAPH, pageForDrop } from "./drop-for-test.tsx";

beforeEach(() => useDropStore.setState({ given: null, place: null }));

const isOpen = () => document.querySelector("[role=dialog]") !== null;

test("a graph file that is dropped on a page without a canvas becomes a graph of its own", async () => {
  const { screen, sent } = await pageForDrop();
  dropped([new File([GRAPH], "mine.yaml")], "dragover");
  await expect.element(screen.getByText("Drop a graph file or a definition here")).toBeVisible();
  dropped([new File([GRAPH], "mine.yaml")]);
  await expect
    .element(screen.getByRole("dialog", { name: "Import mine.yaml" }))
    .toHaveTextContent("draft of mine");
  await screen.getByRole("button", { name: "Import", exact: true }).click();
  await expect.poll(() => sent).toEqual([{ text: GRAPH, folder: "", isNew: true }]);
});

test("one that is dropped on a draft is asked about: it is inserted there, or a graph of its own", async () => {
  const inserted: string[] = [];
  const { screen } = await pageForDrop((text) => {
    inserted.push(text);
    return null;
  });
  dropped([new File([GRAPH], "mine.yaml")], "dragover");
  await expect.element(screen.getByText("or to insert it here")).toBeVisible();
  dropped([new File([GRAPH], "mine.yaml")]);
  await screen.getByRole("button", { name: "Insert here" }).click();
  expect(inserted).toEqual([GRAPH]);
  await expect.poll(isOpen).toBe(false);
  dropped([new File([GRAPH], "mine.yaml")]);
  await screen.getByRole("button", { name: "As a new graph" }).click();
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("draft of mine");
});

test("why a file is not inserted is said, and the draft stays", async () => {
  const { screen } = await pageForDrop(() => "This is no graph file.");
  dropped([new File(["just words"], "words.yaml")]);
  await screen.getByRole("button", { name: "Insert here" }).click();
  await expect
    .element(screen.getByRole("alert"))
    .toHaveTextContent(/This is no graph file.*The draft did not change/);
});

test.each([
  ["an empty file", () => new File([], "a.yaml"), "It is empty."],
  ["a file of nothing but spaces", () => new File(["\n \n"], "a.yaml"), "It is empty."],
  ["a picture", () => new File([new Uint8Array(9)], "a.png", { type: "image/png" }), "It is a picture."],
  [
    "a text in another encoding",
    () => new File([new Uint8Array([0xff, 0xfe])], "a.yaml"),
    "cannot be read as UTF-8",
  ],
  [
    "a file of 200 MB",
    () =>
      new File(
        Array.from({ length: 200 }, () => new Uint8Array(1_000_000)),
        "a.yaml",
      ),
    "It has 200 MB, and a graph file has 2 MB at the most.",
  ],
])("of %s it is said why it is not read", async (_, file, problem) => {
  const { screen, sent } = await pageForDrop();
  dropped([file()]);
  await expect.element(screen.getByRole("alert")).toHaveTextContent(problem);
  await expect.element(screen.getByRole("alert")).toHaveTextContent("Nothing was changed.");
  expect(sent).toEqual([]);
});

test("a folder is named as what it is", async () => {
  const { screen } = await pageForDrop();
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([""], "graphs"));
  const asEntry = DataTransferItem.prototype.webkitGetAsEntry;
  DataTransferItem.prototype.webkitGetAsEntry = () => ({ isDirectory: true }) as FileSystemEntry;
  document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
  DataTransferItem.prototype.webkitGetAsEntry = asEntry;
  await expect.element(screen.getByRole("alert")).toHaveTextContent("It is a folder.");
});

test("of several files one is chosen; those that are no graph files say why", async () => {
  const { screen, sent } = await pageForDrop();
  const files = Array.from({ length: 498 }, (_, at) => new File([GRAPH], `${at}.yaml`));
  dropped([new File([], "empty.yaml"), new File(["x"], "a.png", { type: "image/png" }), ...files]);
  const dialog = screen.getByRole("dialog", { name: "Import one of 500 files" });
  await expect.element(dialog).toHaveTextContent(/empty.yamlIt is empty.*a.pngIt is a picture.*400 more/);
  await dialog.getByRole("button", { name: "Import 3.yaml" }).click();
  await expect.element(screen.getByRole("dialog", { name: "Import 3.yaml" })).toBeVisible();
  expect(sent).toEqual([]);
});

test("while a dialog is open a file is not taken, and the browser does not leave the page for it", async () => {
  const { screen } = await pageForDrop();
  dropped([new File([], "first.yaml")]);
  await expect.element(screen.getByRole("dialog", { name: "Import first.yaml" })).toBeVisible();
  dropped([new File([GRAPH], "second.yaml")], "dragover");
  await expect.element(screen.getByText("Close the dialog to drop a file")).toBeVisible();
  expect(dropped([new File([GRAPH], "second.yaml")]).defaultPrevented).toBe(true);
  await expect.element(screen.getByRole("dialog", { name: "Import first.yaml" })).toBeVisible();
});
