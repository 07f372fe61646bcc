import { expect, test } from "@playwright/test";

test("a new graph is asked for by the address once: going back does not open the dialog again", async ({
  page,
}) => {
  await page.goto("/");
  await page.goto("/graphs?new=1");
  const dialog = page.getByRole("dialog", { name: "New graph" });
  await expect(dialog).toBeVisible();
  await expect(page).toHaveURL(/\/graphs$/);
  await dialog.getByLabel("Graph name").fill("asked-by-address");
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(page).toHaveURL(/\/graphs\/asked-by-address$/);
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Graphs", level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: "asked-by-address" })).toBeVisible();
  await expect(dialog).toHaveCount(0);
});
