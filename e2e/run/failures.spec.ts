import { expect, type Page, test } from "@playwright/test";
import { createGraph, edge, place, track, vertex, writeScript } from "../drawing.ts";
import { openSection } from "../sections.ts";

test.use({ viewport: { width: 1440, height: 900 } });

test("a rescue and a final step are drawn; a failing script is handled, and the final step runs", async ({
  page,
}) => {
  await createGraph(page, "rescued");
  const canvas = page.getByRole("region", { name: "Canvas" });
  for (const [name, script, x, y] of [
    ["A", "echo broken >&2; exit 3", 40, 260],
    ["B", "echo plan B", 340, 160],
    ["C", "echo told", 340, 360],
    ["D", "echo clean", 340, 520],
  ] as const) {
    // A new vertex stands behind the chosen one.
    if (name !== "A") await vertex(page, "A").click();
    await page.getByRole("button", { name: "Add script vertex" }).click();
    await expect(vertex(page, name)).toBeVisible();
    await writeScript(page, script);
    await place(page, name, x, y);
  }
  await edge(page, "A", "B");
  await edge(page, "A", "C");

  await canvas.getByRole("group", { name: "Edge from A to B" }).focus();
  await page.keyboard.press("Enter");
  await choose(page, "Follow this edge when", "A failed");
  await page.getByRole("checkbox", { name: "Rescue: the failure is handled" }).click();
  await canvas.getByRole("group", { name: "Edge from A to C" }).focus();
  await page.keyboard.press("Enter");
  await choose(page, "Follow this edge when", "A failed");
  await expect(canvas.getByRole("group", { name: "Edge from A to B, when failed · rescue" })).toBeVisible();
  await expect(canvas.getByRole("group", { name: "Edge from A to C, when failed" })).toBeVisible();

  await vertex(page, "D").click();
  await openSection(page, "Advanced");
  await choose(page, "Final step", "Always, after everything else");
  await expect(canvas.getByText("Final steps", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Input of D", exact: true })).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Problems" })).toContainText("No problems");
  await expect(page.getByRole("status", { name: "Save state" })).toHaveText("Saved");

  await page.getByRole("button", { name: "Launch", exact: true }).click();
  const launch = page.getByRole("dialog", { name: "Launch rescued" });
  await launch.getByRole("button", { name: "Launch" }).click();
  await expect(page).toHaveURL(/\/pipelines\/\d+/);
  await expect(page.getByRole("status", { name: "Pipeline state" })).toHaveText(
    "Succeeded · 1 failure handled",
  );
  await expect(track(page, "A")).toContainText("Failed");
  for (const name of ["B", "C", "D"]) await expect(track(page, name)).toContainText("Succeeded");
  await expect(
    page.getByRole("region", { name: "Run canvas" }).getByText("Final steps", { exact: true }),
  ).toBeVisible();

  await page.goto("/pipelines");
  await expect(page.getByRole("row").filter({ hasText: "rescued" })).toContainText(
    "Succeeded · 1 failure handled",
  );
});

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}
