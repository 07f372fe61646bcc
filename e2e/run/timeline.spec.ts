import { expect, test } from "@playwright/test";
import { launch } from "../api.ts";

test("the timeline has a row for each track in the order in which they began, opens the one that is chosen, and shows the part that is dragged over", async ({
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

  // A part of the time.
  const fit = page.getByRole("button", { name: "Fit", exact: true });
  await expect(fit).toBeDisabled();
  const bar = rows.nth(1).getByTitle(/^Attempt 1/);
  const widthOf = async () => (await bar.boundingBox())?.width ?? 0;
  const before = await widthOf();
  const axis = await page.getByTitle("Drag to show a part").boundingBox();
  if (axis === null) throw new Error("The axis is not in the page.");
  const middle = axis.y + axis.height / 2;
  await page.mouse.move(axis.x + axis.width / 2, middle);
  await page.mouse.down();
  await page.mouse.move(axis.x + axis.width - 1, middle, { steps: 3 });
  await page.mouse.up();
  await expect(fit).toBeEnabled();
  await expect.poll(widthOf).toBeGreaterThan(1.5 * before);
  await fit.click();
  await expect(fit).toBeDisabled();
  await expect.poll(widthOf).toBeCloseTo(before, 0);
});
