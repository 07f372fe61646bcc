import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { ask, call } from "../api.ts";

const graphText = (name: string, report: string) => `signalbox: 1
name: ${name}
onFailure: continue
vertices:
  build:
    revert: echo removed
    script: |
      echo "::group::Install"
      echo "one of many packages"
      echo "::endgroup::"
      echo "::error file=a.py,line=3::bad name"
      echo "nothing is built"
  push: { script: 'echo pushed; test $SIGNALBOX_ATTEMPT -gt 1', retry: { max: 1, delay: 500ms } }
  report: { script: "${report}" }
edges: [build -> push, push -> report]
`;

test("before a rerun, a rollback and a retry it is said what will happen; the same run is looked at as a timeline, in the past, and by its logs", async ({
  page,
  request,
}) => {
  const name = `acts-${randomUUID().slice(0, 8)}`;
  await call(request, "graphs.applyText", { text: graphText(name, "exit 3") });
  const { id } = await call<{ id: number }>(request, "pipelines.launch", { graph: name });
  const stateOf = async (of: number) =>
    (await ask<{ state: string }>(request, "pipelines.summary", { id: of })).state;
  await expect.poll(() => stateOf(id)).toBe("failed");
  await call(request, "graphs.applyText", { text: graphText(name, "echo repaired") });
  await call(request, "graphs.seal", { name });

  // What it did when.
  await page.goto(`/pipelines/${id}?view=timeline`);
  const rows = page.getByRole("tree", { name: "Tracks by start" }).getByRole("treeitem");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toHaveAccessibleName(
    /^push, Succeeded,.*paused .*2 attempts.*on the critical path$/,
  );
  await expect(rows.nth(1).getByTitle(/^Attempt 1: running .*, then another attempt$/)).toHaveCount(1);
  await expect(rows.nth(1).getByTitle(/^Pause before the next attempt/)).toHaveCount(1);
  const fit = page.getByRole("button", { name: "Fit", exact: true });
  await expect(fit).toBeDisabled();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await expect(fit).toBeEnabled();

  // How it stood before.
  await page.getByRole("tab", { name: "Graph" }).click();
  const card = page.getByRole("group", { name: "report, script vertex" });
  await expect(card).toContainText("Failed");
  await page.getByRole("button", { name: "Time travel" }).click();
  const slider = page.getByRole("slider", { name: "Instant" });
  await expect(slider).toBeFocused();
  await slider.press("Home");
  await expect(card).toContainText("Waiting");
  await page.getByRole("button", { name: "Back to live" }).click();
  await expect(card).toContainText("Failed");

  // What it printed.
  await page.goto(`/pipelines/${id}?track=build&tab=log`);
  const log = page.getByRole("log", { name: "Log of build" });
  await expect(log).toContainText("a.py:3");
  await expect(log).not.toContainText("one of many");
  await log.getByRole("button", { name: /^Open these/ }).click();
  await expect(log).toContainText("one of many");
  await page.getByRole("button", { name: "More for this log" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Search by pattern" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox", { name: "Search the log" }).fill("(one|bad) (of|name)");
  await expect(page.getByRole("status", { name: "Matches" })).toHaveText("2 lines");
  await log.getByRole("link", { name: "Line 4, error" }).click();
  await log.getByRole("link", { name: "Line 5", exact: true }).click({ modifiers: ["Shift"] });
  await expect(page).toHaveURL(/track=build.*attempt=1#L4-L5$/);
  await page.reload();
  await expect(log.locator("[data-target]")).toContainText(["bad name", "nothing is built"]);
  await page.goto(`/pipelines/${id}?track=push&tab=log&attempt=1#L1`);
  await expect(page.getByRole("combobox", { name: "Attempt" })).toContainText("Attempt 1");
  const downloaded = async (item: string) => {
    await page.getByRole("button", { name: "More for this log" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: item }).click(),
    ]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  };
  const one = await downloaded("Download attempt 1");
  expect(one.text.match(/pushed/g)).toHaveLength(1);
  const both = await downloaded("Download all 2 attempts");
  expect(both.text.match(/pushed/g)).toHaveLength(2);
  expect(both.name).not.toBe(one.name);
  await page.goto(`/pipelines/${id}/logs`);
  const all = page.getByRole("log", { name: "All logs" });
  await expect(all.getByText("pushed")).toHaveCount(2);

  // What would happen.
  await page.goto(`/pipelines/${id}?track=build`);
  const dialog = page.getByRole("dialog");
  const willBe = async (groups: Record<string, string>) => {
    for (const [term, names] of Object.entries(groups))
      await expect(dialog.locator("dl > div").filter({ hasText: term })).toContainText(names);
  };
  await page.getByRole("button", { name: "Roll back", exact: true }).click();
  await willBe({ "Rolled back, in this order": "build", "Stays as it is: no undo script": "push" });
  await dialog.getByRole("button", { name: "Back", exact: true }).click();
  await page.getByRole("button", { name: "Retry failed" }).click();
  await willBe({ "Runs now": "report", "Does not run again": "build, push" });
  await dialog.getByRole("button", { name: "Back", exact: true }).click();
  await page.getByRole("button", { name: "Rerun build" }).click();
  await willBe({ "Runs now": "build" });
  await dialog.getByRole("button", { name: "Back", exact: true }).click();
  await page.getByRole("button", { name: "Rerun", exact: true }).click();
  await dialog.getByRole("combobox", { name: "Revision" }).click();
  await page.getByRole("option", { name: `${name}@2, the newest` }).click();
  await expect(dialog.getByRole("region", { name: "From @1 to @2" })).toContainText("echo repaired");
  await dialog.getByRole("button", { name: "Show forecast" }).click();
  await expect(dialog.getByRole("region", { name: "Forecast" })).toContainText("Critical path (3)");
  await dialog.getByRole("button", { name: "Rerun", exact: true }).click();
  await expect(page).not.toHaveURL(new RegExp(`/pipelines/${id}\\b`));
  await expect(page.getByRole("status", { name: "Pipeline state" })).toHaveText("Succeeded");
});
