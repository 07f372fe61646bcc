import { expect, test } from "@playwright/test";
import { call } from "../api.ts";

const GRAPH = `signalbox: 1
name: each-second
vertices:
  hold: { kind: wait, wait: { for: 1h } }
edges: []
`;

// The stop is for all schedules, also for that of the other test.
test.describe.configure({ mode: "serial" });

test("a schedule is made in the browser, published, launches a pipeline by the clock, and is paused", async ({
  page,
  request,
}) => {
  await call(request, "graphs.applyText", { text: GRAPH });
  await call(request, "graphs.seal", { name: "each-second" });
  await page.goto("/schedules?graph=each-second");
  await page.getByRole("button", { name: "New schedule" }).first().click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("every-second");
  await page.getByRole("combobox", { name: "Repeats" }).click();
  await page.getByRole("option", { name: "At an interval" }).click();
  await page.getByRole("textbox", { name: "Interval" }).fill("1s");
  await expect(page.getByRole("region", { name: "Preview" })).toContainText("Every 1s");
  await expect(page.getByText("It asks for nothing.")).toBeVisible();
  await page.getByRole("button", { name: "Create schedule" }).click();
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  // Each second there is a row more: only those of one state are looked at.
  const path = new URL(page.url()).pathname;
  const history = page.getByRole("table", { name: "History" });
  await page.goto(`${path}?state=skipped`);
  await expect(history.getByRole("row", { name: /Skipped/ }).first()).toContainText(
    "1 of its pipelines runs",
  );
  await page.goto(`${path}?state=launched`);
  const first = history.getByRole("row", { name: /Launched/ });
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("It is paused.")).toBeVisible();
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  await first.getByRole("link", { name: /^#\d+$/ }).click();
  await expect(page.getByRole("heading", { name: /each-second/ })).toBeVisible();
});

test("all schedules are stopped with a reason that every page shows, and started again there", async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto("/schedules");
  await page.getByRole("button", { name: "Stop all schedules" }).click();
  await page.getByRole("textbox", { name: "Reason" }).fill("the data centre moves");
  await page.getByRole("dialog").getByRole("button", { name: "Stop all schedules" }).click();
  const line = page.getByRole("status", { name: "Schedules" });
  await expect(line).toContainText("the data centre moves");
  await page.goto("/runners");
  await expect(line).toContainText("the data centre moves");
  await line.getByRole("button", { name: "Start again" }).click();
  await expect(line).toBeEmpty();
  await context.close();
});
