import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { ask, launch } from "../api.ts";

/** So many keys lead from the beginning of a run's page to what a failure offers, at most. */
const MAX_TABS = 15;

type Shown = { pipeline: { state: string } };

/** Moves the focus on until something with this name has it. */
async function tabTo(page: Page, name: string): Promise<void> {
  const wanted = page.getByRole("button", { name, exact: true });
  for (let keys = 0; keys < MAX_TABS; keys += 1) {
    await page.keyboard.press("Tab");
    if (await wanted.evaluate((button) => button === document.activeElement)) return;
  }
  throw new Error(`"${name}" is more than ${MAX_TABS} keys away.`);
}

test("a failed run is found, understood and retried by keyboard alone, and the focus stays in the page", async ({
  page,
  request,
}) => {
  const name = `nightly-${randomUUID().slice(0, 8)}`;
  const id = await launch(
    request,
    `signalbox: 1\nname: ${name}\nvertices:\n  load: { script: 'echo disk full; test $SIGNALBOX_ATTEMPT -gt 1 || exit 3' }\n  report: { script: 'true' }\nedges: [load -> report]\n`,
  );
  const stateNow = async () => (await ask<Shown>(request, "pipelines.show", { id })).pipeline.state;
  await expect.poll(stateNow).toBe("failed");
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Home" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+k");
  await page.keyboard.type(name);
  const found = page.getByRole("option", { name: new RegExp(`${name} #${id}`) });
  await expect(found).toBeVisible();
  const isChosen = () => found.getAttribute("aria-selected");
  for (let keys = 0; keys < MAX_TABS && (await isChosen()) !== "true"; keys += 1)
    await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Failures" })).toContainText("disk full");
  // The next Tab goes on in the page that was gone to.
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await tabTo(page, "Retry track load");
  await page.keyboard.press("Enter");
  // It cannot be retried before the page says what will happen.
  await expect(page.getByRole("dialog", { name: "Retry load?" })).toContainText("Runs now");
  await tabTo(page, "Retry");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status", { name: "Pipeline state" })).toHaveText("Succeeded");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("a run that was rolled back opens on what failed, and says it once", async ({ page, request }) => {
  const id = await launch(
    request,
    "signalbox: 1\nname: rolled-back\nonFailure: revert\nvertices:\n  a: { script: 'true', revert: 'echo undone' }\n  b: { script: 'echo no route; exit 4' }\nedges: [a -> b]\n",
  );
  await expect
    .poll(async () => (await ask<Shown>(request, "pipelines.show", { id })).pipeline.state)
    .toBe("reverted");
  await page.goto(`/pipelines/${id}`);
  await expect(page.getByRole("log", { name: "Log of b" })).toContainText("no route");
  await expect(page.getByRole("region", { name: "Failures" })).toContainText("exit 4");
  await expect(page.getByText("b failed: exit 4")).toHaveCount(0);
});
