import { expect, test } from "vitest";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import type { LastChild } from "#contract/pipelines/previews.ts";
import { previewForTest } from "../../preview/preview-for-test.ts";
import { retryDialogForTest } from "./retry-dialog-for-test.tsx";

const INPUTS = {
  host: { type: "string", from: "item.name", required: true },
  region: { type: "string", from: "item.region", default: "eu" },
  n: { type: "integer", default: 1 },
};
const FOREACH = placedFile({
  signalbox: 1,
  name: "g",
  vertices: { a: { foreach: { items: "params.hosts" }, inputs: INPUTS } },
  params: { hosts: { type: "list" } },
});
const child = { id: 8, state: "failed", attempt: 1 } as const;

/** The dialog of a track of whose child pipeline this is said; what is retried in it is `runs`. */
async function dialogOfItems(last: Partial<LastChild>, runs: readonly string[], why: string | null = null) {
  const lastChildren = [
    { vertex: "a", isItems: true, of: 30, succeeded: 27, failed: 3, canGoOn: true, ...last },
  ];
  const part = { path: "a", isItems: true, runs: { count: runs.length, names: runs }, of: 30 };
  return retryDialogForTest([], { attempt: 1, child }, FOREACH, ({ act }) =>
    act === "retry"
      ? { ...previewForTest({ begins: ["a"], anew: ["a"] }), lastChildren }
      : previewForTest({ begins: ["a"] }, why, null, why === null ? [part] : []),
  );
}

test("of items only those that failed run again at first, which are named; no values are asked and none are sent", async () => {
  const { screen, sent } = await dialogOfItems({}, ["h07", "h19", "h23"]);
  const only = screen.getByRole("radio", { name: "Only the 3 items that failed: h07, h19, h23" });
  await expect.element(only).toBeChecked();
  await expect
    .element(screen.getByLabelText("What will happen"))
    .toHaveTextContent("Runs now, 3 of 30 items of ah07, h19, h23");
  await expect.element(screen.getByRole("textbox", { name: "host" })).not.toBeInTheDocument();
  await screen.getByRole("button", { name: "Retry", exact: true }).click();
  await expect
    .poll(() => sent)
    .toEqual([{ id: 7, vertex: "a", attempt: 1, reason: "", downstream: false, onlyFailed: true }]);
});

test("all items run again where that is chosen: how many had succeeded is said, and what an empty field means", async () => {
  const { screen, sent } = await dialogOfItems({}, ["h07", "h19", "h23"]);
  await screen.getByText("Run all 30 items again, of which 27 had succeeded").click();
  await expect
    .element(screen.getByLabelText("What will happen"))
    .toHaveTextContent("from its beginninga (30 items, of which 27 had succeeded)");
  await expect
    .element(screen.getByText("Where host, region, n is left empty, each item gets its value as before."))
    .toBeVisible();
  await screen.getByRole("button", { name: "Retry", exact: true }).click();
  await expect.poll(() => sent).toEqual([{ id: 7, vertex: "a", attempt: 1, reason: "", downstream: false }]);
});

test("of all items that run again only what was changed is given to each: no default, and nothing has to be entered", async () => {
  const { screen, sent } = await dialogOfItems({}, ["h07", "h19", "h23"]);
  await screen.getByText("Run all 30 items again, of which 27 had succeeded").click();
  const field = (name: string) => screen.getByRole("textbox", { name, exact: true });
  for (const name of ["host", "region", "n"]) {
    await expect.element(field(name)).toHaveValue("");
    await expect.element(field(name)).toHaveAttribute("placeholder", "as it is");
  }
  await field("n").fill("1");
  await screen.getByRole("button", { name: "Retry", exact: true }).click();
  await expect.poll(() => sent).toMatchObject([{ inputs: { n: 1 }, isForm: true }]);
});

test("items that were not started are counted with those that failed, and of a child graph its tracks are named", async () => {
  const items = await dialogOfItems({ succeeded: 26 }, ["h1", "h2", "h3", "h4"]);
  await expect
    .element(items.screen.getByText("Only the 4 items that failed or did not run: h1, h2, h3, h4"))
    .toBeVisible();
  await items.screen.unmount();
  const graph = await dialogOfItems({ isItems: false, of: 3, succeeded: 2 }, ["bad"]);
  await expect
    .element(graph.screen.getByText(/^Only what failed in child pipeline #8, .*: bad$/))
    .toBeVisible();
});

test("a retry that cannot go on in the child yet says why, and runs nothing that succeeded unasked", async () => {
  const { screen } = await dialogOfItems({}, [], "The lock box is taken.");
  await expect.element(screen.getByText("The lock box is taken.")).toBeVisible();
  await expect.element(screen.getByRole("radio", { name: "Only the 3 items that failed" })).toBeChecked();
});

test("where the child pipeline cannot go on at all, nothing is to be chosen and all runs again", async () => {
  const { screen, sent } = await dialogOfItems({ canGoOn: false }, [], "retry it as a whole");
  await expect.element(screen.getByText(/30 items, of which 27 had succeeded/)).toBeVisible();
  await expect.element(screen.getByRole("radio")).not.toBeInTheDocument();
  await screen.getByRole("button", { name: "Retry", exact: true }).click();
  await expect.poll(() => sent).toEqual([{ id: 7, vertex: "a", attempt: 1, reason: "", downstream: false }]);
});
