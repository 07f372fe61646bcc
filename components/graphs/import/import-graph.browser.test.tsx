import { expect, test } from "vitest";
import { drop, importPage, paste, TABLES } from "./import-for-test.tsx";

test("a definition that is dropped shows what it becomes and what is left to do; a name that is taken is refused", async () => {
  const { screen, sent, went } = await importPage(["old-test"]);
  drop([new File([TABLES], "rows.json")], "dragover");
  await expect.element(screen.getByText("Drop a graph file or a definition here")).toBeVisible();
  drop([new File([TABLES], "rows.json")]);
  const dialog = screen.getByRole("dialog", { name: "Import rows.json" });
  await expect.element(dialog).toHaveTextContent("This is a dump of the tables graph, vertex and edge.");
  await expect.element(dialog).toHaveTextContent("3 vertices, 2 edges. 3 things to look at");
  await expect.element(dialog).toHaveTextContent(/Before it can be sealed: B: .*names B itself/);
  await expect
    .element(dialog)
    .toHaveTextContent("There is a graph old-test already. An import replaces none.");
  await expect.element(dialog.getByRole("button", { name: "Import", exact: true })).toBeDisabled();
  await dialog.getByRole("textbox", { name: "Name of the graph" }).fill("new test");
  await expect.element(dialog).toHaveTextContent("The name has a space, which is not allowed there.");
  await dialog.getByRole("textbox", { name: "Name of the graph" }).fill("new-test");
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect.poll(() => went).toEqual(["/graphs/new-test"]);
  expect(sent).toMatchObject([
    { folder: "/games", isNew: true, text: expect.stringContaining("name: new-test") },
  ]);
});

test("what is no text, no definition and no graph file is told, and nothing is sent", async () => {
  const { screen, sent } = await importPage();
  drop([new File([new Uint8Array([0xff, 0xfe, 0x00])], "picture.png")]);
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("It cannot be read as UTF-8 text");
  await screen.getByRole("button", { name: "Back" }).click();
  paste("just words");
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("Nothing was changed.");
  expect(sent).toEqual([]);
});

test("a graph file that declares triggers is imported without them; they are shown then, and may be applied alone", async () => {
  const { screen, sent, went } = await importPage();
  const file = "signalbox: 1\nname: mine\nvertices: { a: { script: echo a } }\ntriggers:\n";
  paste(`${file}  - { name: hourly, schedule: { every: 1h } }\n`);
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("The file declares one trigger.");
  await screen.getByRole("button", { name: "Only its triggers" }).click();
  await expect.element(screen.getByRole("dialog")).toHaveTextContent(/hourly.*Every 1h.*Will be made/);
  await screen.getByRole("button", { name: "Back" }).click();
  expect(sent).toEqual([]);
  await screen.getByRole("button", { name: "Import", exact: true }).click();
  await expect.element(screen.getByRole("dialog", { name: "Triggers of pasted text" })).toBeVisible();
  expect(went).toEqual([]);
  await screen.getByRole("button", { name: "To the graph" }).click();
  await expect.poll(() => went).toEqual(["/graphs/mine"]);
  expect(sent.length).toBe(1);
});

test("a graph file whose graph is there says whose draft it replaces, and replaces none that was not shown", async () => {
  const { screen, sent, went, save } = await importPage(["mine"]);
  paste("signalbox: 1\nname: mine\nvertices: { a: { script: echo a } }\n");
  await expect
    .element(screen.getByRole("dialog"))
    .toHaveTextContent(
      /There is a graph of that name: its draft, saved .* by ben and not sealed, is replaced/,
    );
  const button = screen.getByRole("button", { name: "Import", exact: true });
  save();
  await button.click();
  await expect.element(screen.getByRole("alert")).toHaveTextContent("eva changed the graph in between.");
  await expect.element(screen.getByRole("dialog")).toHaveTextContent(/its draft, saved .* by eva/);
  await button.click();
  await expect.poll(() => went).toEqual(["/graphs/mine"]);
  expect(sent.at(0)).toEqual({ text: expect.any(String), version: 1 });
  expect(sent.at(-1)).toEqual({ text: expect.any(String), version: 2 });
});

test("a mistake in a trigger of a file is told with its line, and nothing is sent", async () => {
  const { screen, sent } = await importPage();
  paste(
    "signalbox: 1\nname: mine\nvertices: { a: {} }\ntriggers:\n  - { name: x, schedule: { cron: 0 0 30 2 * } }\n",
  );
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("Line 5: It would never be due");
  await expect.element(screen.getByRole("button", { name: "Import", exact: true })).toBeDisabled();
  expect(sent).toEqual([]);
});

test("a file with too many triggers for the page is imported by the server, and what was not applied is told", async () => {
  const { screen, sent, went } = await importPage();
  const hook = (at: number) =>
    `  - { name: h${at}, webhook: { secret: key }, filter: body.ref == "${at}" }\n`;
  const entries = Array.from({ length: 1_000 }, (_, at) => hook(at)).join("");
  paste(`signalbox: 1\nname: mine\nvertices: { a: { script: echo a } }\ntriggers:\n${entries}`);
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("the graph that it names");
  await screen.getByRole("button", { name: "Import", exact: true }).click();
  await expect.element(screen.getByText(/which were not applied/)).toBeVisible();
  await expect.element(screen.getByText(/too large for this page/)).toBeVisible();
  expect(sent.length).toBe(1);
  expect(went).toEqual([]);
});
