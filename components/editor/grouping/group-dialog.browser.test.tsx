import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { CHAIN, editorOf } from "./grouping-for-test.tsx";

test("by keys: the name is asked for, what crosses the border is shown, and undo takes the one step back", async () => {
  const { screen, store, made, select, vertices } = await editorOf(CHAIN);
  const before = store.getState().draft.file;
  select("test", "ship");
  await userEvent.keyboard("{Control>}{Shift>}g{/Shift}{/Control}");
  const name = screen.getByRole("textbox", { name: "Name of the child graph" });
  await expect.element(name).toHaveFocus();
  await expect.element(name).toHaveValue("prufen-ship");
  await expect
    .element(screen.getByRole("region", { name: "Params of the child" }))
    .toHaveTextContent("outputs.build.tag");
  await expect
    .element(screen.getByRole("region", { name: "Outputs of the child" }))
    .toHaveTextContent("outputs.ship.url");
  await expect
    .element(screen.getByRole("region", { name: "Edges across the border" }))
    .toHaveTextContent("build → test");
  await name.fill("Taken");
  await expect
    .element(screen.getByText("There is a graph taken already. Choose another name."))
    .toBeVisible();
  await userEvent.keyboard("{Enter}");
  expect(made).toEqual([]);
  await name.fill("checked");
  await expect.element(screen.getByText(/There is a graph/)).not.toBeInTheDocument();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("heading", { name: "Grouped into a child graph" })).toBeVisible();
  expect(made).toMatchObject([{ name: "checked", folder: "team", file: { name: "checked" } }]);
  expect(vertices()).toEqual(["build", "checked", "tell"]);
  expect(store.getState().draft.file.content.vertices.get("checked")?.graph).toEqual({
    name: "checked",
    revision: 1,
  });
  expect([...store.getState().selection.vertices]).toEqual(["checked"]);
  await screen.getByRole("button", { name: "Close" }).last().click();
  store.getState().undo();
  expect(store.getState().draft.file).toBe(before);
});

test("from the menu of a frame; sealed at once, the vertex runs that revision", async () => {
  const digest = `sha256:${"ab".repeat(32)}`;
  const { screen, store, vertices } = await editorOf(CHAIN, {
    "graphs.show": () => ({ name: "prufen-ship", edit: 1, findings: [], revisions: [] }),
    "graphs.seal": () => ({
      ...{ name: "prufen-ship", revision: 1, digest, isNew: true, notKept: [], retired: null },
      ...{ warnings: 0, withoutReason: 0 },
    }),
  });
  store.getState().select({ vertices: new Set(), annotations: new Set(["frame:f"]) });
  await screen
    .getByRole("group", { name: "ship, Script vertex" })
    .click({ button: "right", modifiers: ["Shift"] });
  store.getState().select({ vertices: new Set(), annotations: new Set(["frame:f"]) });
  await screen.getByRole("menuitem", { name: "Group into a child graph…" }).click();
  await screen.getByRole("button", { name: "Group", exact: true }).click();
  await screen.getByRole("button", { name: "Seal the child now…" }).click();
  await screen.getByRole("button", { name: "Seal", exact: true }).click();
  const pin = () => store.getState().draft.file.content.vertices.get("prufen-ship")?.graph;
  await expect.poll(pin).toEqual({ name: "prufen-ship", revision: 1, digest });
  await expect.element(screen.getByRole("button", { name: "Launch @1" })).toBeVisible();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
  expect(vertices()).toEqual(["build", "prufen-ship", "tell"]);
});

test("where the suggested name is taken, another one is suggested", async () => {
  const { screen, store } = await editorOf(CHAIN, {
    "graphs.list": () => [
      { name: "prufen-ship", folder: "" },
      { name: "Prufen-Ship-2", folder: "" },
    ],
  });
  store.getState().select({ vertices: new Set(["test", "ship"]) });
  await screen.getByRole("button", { name: "Group into a child graph…" }).click();
  const name = screen.getByRole("textbox", { name: "Name of the child graph" });
  await expect.element(name).toHaveValue("prufen-ship-3");
  await expect.element(screen.getByText(/There is a graph/)).not.toBeInTheDocument();
});

test("a selection that cannot be grouped says why, and leads to the vertices; by the button of the inspector", async () => {
  const { screen, store, select, vertices } = await editorOf(CHAIN);
  select("build", "ship");
  await screen.getByRole("button", { name: "Group into a child graph…" }).click();
  const reasons = screen.getByRole("list", { name: "Reasons" });
  await expect.element(reasons).toHaveTextContent("The way through test leaves the selection and comes back");
  await screen.getByRole("button", { name: "Show test" }).click();
  await expect.element(reasons).not.toBeInTheDocument();
  expect([...store.getState().selection.vertices]).toEqual(["test"]);
  expect(vertices()).toHaveLength(4);
});
