import { expect, test } from "@playwright/test";
import { launch } from "../api.ts";

test("a log of 200,000 lines can be searched, linked to and followed, also among all logs and on a phone", async ({
  page,
  request,
}) => {
  const script = "seq 1 200000; echo odd one out >&2; exit 3";
  const id = await launch(
    request,
    `signalbox: 1\nname: many-lines\nvertices:\n  count: { output: split, script: ${script} }\n`,
  );
  await page.goto(`/pipelines/${id}?track=count&tab=log`);
  await expect(page.getByRole("status", { name: "Pipeline state" })).toHaveText("Failed", {
    timeout: 30_000,
  });
  const log = page.getByRole("log", { name: "Log of count" });
  await expect(log).toContainText("odd one out", { timeout: 30_000 });
  await expect(page.getByText("Loading the others")).toHaveCount(0, { timeout: 30_000 });
  await page.getByRole("searchbox", { name: "Search the log" }).fill("150001");
  await page.keyboard.press("Enter");
  await expect(log.getByText("150001", { exact: true }).last()).toBeVisible();
  await expect(page).toHaveURL(/#L150001$/);
  await page.getByRole("button", { name: "Go to the error" }).click();
  await expect(page).toHaveURL(/#L200001$/);

  await page.goto(`/pipelines/${id}/logs?search=^15000[12]$&by=pattern`);
  const matches = page.getByRole("status", { name: "Matches" });
  await expect(matches).toHaveText("1 of 2", { timeout: 30_000 });
  const all = page.getByRole("log", { name: "All logs" });
  await expect(all.locator("[data-target]")).toContainText("150001");
  await expect(all.locator("mark").first()).toBeInViewport();

  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`/pipelines/${id}?track=count&tab=log&attempt=1#L150000-L150002`);
  await expect(log.locator("[data-target]")).toHaveCount(3, { timeout: 30_000 });
  for (const number of [150_000, 150_002])
    await expect(log.getByRole("link", { name: `Line ${number}`, exact: true })).toBeInViewport();
  await expect.poll(async () => (await log.boundingBox())?.y).toBeLessThan(200);
});

test("lines of a log are copied exactly, by Ctrl-A and by dragging over lines that leave the page", async ({
  page,
  request,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const id = await launch(
    request,
    `signalbox: 1\nname: copied-lines\nvertices:\n  count: { script: "set -x; seq 1 3000; printf '10 %%\\\\r\\\\033[K100 %%\\\\n'" }\n`,
  );
  await page.goto(`/pipelines/${id}?track=count&tab=log`);
  const log = page.getByRole("log", { name: "Log of count" });
  await expect(log).toContainText("100 %", { timeout: 30_000 });
  await expect(page.getByText("Loading the others")).toHaveCount(0, { timeout: 30_000 });
  const copied = async () => {
    await page.keyboard.press("Control+C");
    return page.evaluate(() => navigator.clipboard.readText());
  };
  await log.getByText("100 %", { exact: true }).click();
  await page.keyboard.press("Control+A");
  const lines = (await copied()).split("\n");
  expect(lines[0]).toBe("+ seq 1 3000");
  expect(lines.slice(1, 3001)).toEqual(Array.from({ length: 3_000 }, (_, place) => `${place + 1}`));
  expect(lines[3001]).toMatch(/^\+ printf/);
  expect(lines.slice(3002)).toEqual(["100 %"]);

  const start = await log.getByText("2990", { exact: true }).last().boundingBox();
  if (start === null) throw new Error("Line 2990 is not in the page.");
  // The first press ends the selection: a press on what is selected would carry it away.
  await page.mouse.click(start.x + start.width + 20, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width, start.y - 20);
  await page.mouse.wheel(0, -2_000);
  await expect(log.getByText("2990", { exact: true }).last()).not.toBeInViewport();
  const end = await log.boundingBox();
  if (end === null) throw new Error("The log is not in the page.");
  await page.mouse.move(start.x - 1, end.y + 30);
  await page.mouse.up();
  const dragged = (await copied()).split("\n").map(Number);
  const first = dragged[0] ?? 0;
  expect(first).toBeLessThan(2_960);
  expect(dragged).toEqual(Array.from({ length: 2_990 - first + 1 }, (_, place) => first + place));
});
