import { expect, test } from "@playwright/test";
import { type OwnProduct, startOwnProduct } from "./own-product.ts";

let product: OwnProduct;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  product = await startOwnProduct();
});

test.afterAll(() => product.end());

test("a page whose database is stopped says so, and goes on by itself when it is back", async ({ page }) => {
  await page.goto(`${product.url}/pipelines`);
  const connection = page.getByRole("status", { name: "Connection" });
  await expect(page.getByRole("heading", { name: "Pipelines" })).toBeVisible();
  await expect(connection).toBeEmpty();
  await product.stopDatabase();
  await expect(connection).toContainText("The database does not answer");
  expect((await page.request.get(`${product.url}/api/health`)).status()).toBe(503);
  await product.startDatabase();
  await expect(connection).toBeEmpty({ timeout: 20_000 });
});

test("what is drawn while the database is away is kept, and saved when it is back", async ({ page }) => {
  await page.goto(`${product.url}/graphs`);
  await page.getByRole("button", { name: "New graph" }).first().click();
  await page.getByLabel("Graph name").fill("kept");
  await page.getByRole("button", { name: "Create" }).click();
  const saving = page.getByRole("status", { name: "Save state" });
  await expect(saving).toHaveText("Saved");
  await product.stopDatabase();
  await page.getByRole("button", { name: "Add script vertex" }).click();
  await expect(saving).toContainText("Your changes are kept here");
  const vertex = page
    .getByRole("region", { name: "Canvas" })
    .getByRole("group", { name: "A, script vertex" });
  await expect(vertex).toBeVisible();
  await product.startDatabase();
  await expect(saving).toHaveText("Saved", { timeout: 20_000 });
  await page.reload();
  await expect(vertex).toBeVisible();
});
