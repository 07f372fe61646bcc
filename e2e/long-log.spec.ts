import { expect, test } from "@playwright/test";
import { launch } from "./api.ts";

test("a log of 200,000 lines can be searched, linked to and followed", async ({ page, request }) => {
  const script = "seq 1 200000; echo odd one out >&2";
  const id = await launch(
    request,
    `signalbox: 1\nname: many-lines\nvertices:\n  count: { output: split, script: ${script} }\n`,
  );
  await page.goto(`/pipelines/${id}?track=count&tab=log`);
  await expect(page.getByRole("status", { name: "Pipeline state" })).toHaveText("Succeeded", {
    timeout: 30_000,
  });
  const log = page.getByRole("log", { name: "Log of count" });
  await expect(log).toContainText("odd one out", { timeout: 30_000 });
  await page.getByRole("searchbox", { name: "Search the log" }).fill("150001");
  await page.keyboard.press("Enter");
  await expect(log.getByText("150001", { exact: true }).last()).toBeVisible();
  await expect(page).toHaveURL(/#L150001$/);
  await page.getByRole("button", { name: "First error" }).click();
  await expect(page).toHaveURL(/#L200001$/);
});
