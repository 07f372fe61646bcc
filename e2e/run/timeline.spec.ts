import { expect, test } from "@playwright/test";
import { launch } from "../api.ts";

test("the timeline has a row for each track in the order in which they began, and opens the one that is chosen", async ({
  page,
  request,
}) => {
  const id = await launch(
    request,
    "signalbox: 1\nname: timed\nvertices:\n  second: { script: 'true' }\n  first: { script: 'true' }\nedges: [first -> second]\n",
  );
  await page.goto(`/pipelines/${id}`);
  await expect(page.getByRole("status", { name: "Pipeline state" })).toHaveText("Succeeded");
  await page.getByRole("tab", { name: "Timeline" }).click();
  const rows = page.getByRole("tree", { name: "Tracks by start" }).getByRole("treeitem");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toHaveAccessibleName(/^first, Succeeded,/);
  await expect(rows.nth(1)).toHaveAccessibleName(/^second, Succeeded,.*on the critical path$/);
  await rows.nth(1).click();
  await expect(page.getByRole("region", { name: "Track second" })).toBeVisible();
  await page.reload();
  await expect(rows.nth(1)).toHaveAttribute("aria-selected", "true");
});
