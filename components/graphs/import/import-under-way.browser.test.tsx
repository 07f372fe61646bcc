import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { drop, importPage, paste, TABLES } from "./import-for-test.tsx";

test("an import of several graphs that was begun stays open until all are made", async () => {
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const { screen, sent, went } = await importPage([], answered);
  const { graph, vertex } = JSON.parse(TABLES);
  const more = [{ id: 2, name: "second" }];
  const rows = {
    graph: [...graph, ...more],
    vertex: [...vertex, { id: 4, name: "D", g_id: 2, script: "{}" }],
    edge: [],
  };
  drop([new File([JSON.stringify(rows)], "rows.json")]);
  const dialog = screen.getByRole("dialog", { name: "Import rows.json" });
  await dialog.getByRole("button", { name: "Import 2 graphs" }).click();
  await expect.poll(() => sent).toHaveLength(1);
  await expect.element(dialog.getByRole("button", { name: "Back" })).toHaveAttribute("aria-disabled", "true");
  await userEvent.keyboard("{Escape}");
  const close = dialog.getByRole("button", { name: "Close" });
  await expect.element(close).toHaveAttribute("aria-description", "The import is under way.");
  answer();
  await expect.poll(() => sent).toHaveLength(2);
  await expect.poll(() => went).toEqual(["/graphs/second"]);
  await expect.element(dialog).toBeVisible();
});

test("a graph file that is being imported stays open until what comes of it is told", async () => {
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const { screen, sent, save } = await importPage(["mine"], answered);
  paste("signalbox: 1\nname: mine\nvertices: { a: { script: echo a } }\n");
  const dialog = screen.getByRole("dialog");
  await expect.element(dialog).toHaveTextContent("There is a graph of that name");
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect.poll(() => sent).toHaveLength(1);
  await expect.element(dialog.getByRole("button", { name: "Back" })).toHaveAttribute("aria-disabled", "true");
  await userEvent.keyboard("{Escape}");
  save();
  answer();
  await expect.element(dialog.getByRole("alert")).toHaveTextContent("eva changed the graph in between.");
  await dialog.getByRole("button", { name: "Back" }).click();
  await expect.element(dialog).not.toBeInTheDocument();
});

test("whoever typed another name is not asked whether to lose it while the graph is being made", async () => {
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const { screen, sent, went } = await importPage([], answered);
  drop([new File([TABLES], "rows.json")]);
  const dialog = screen.getByRole("dialog", { name: "Import rows.json" });
  await dialog.getByLabelText("Name of the graph").fill("mine");
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect.poll(() => sent).toHaveLength(1);
  await userEvent.keyboard("{Escape}");
  await expect.element(dialog).toBeVisible();
  await expect.element(screen.getByText("Close it?")).not.toBeInTheDocument();
  answer();
  await expect.poll(() => went).toEqual(["/graphs/mine"]);
});
