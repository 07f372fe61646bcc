import { type BrowserContext, expect, test } from "@playwright/test";
import { type OwnProduct, startOwnProduct } from "./own-product.ts";

/** One product for all tests of this file: the first test needs it empty, the others stop its database. */
test.describe.configure({ mode: "default" });

let product: OwnProduct;

let session: Awaited<ReturnType<BrowserContext["storageState"]>>;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  product = await startOwnProduct();
  // The way of somebody who has just started it: the link, and on without a password.
  const context = await browser.newContext({ storageState: undefined });
  const page = await context.newPage();
  await page.goto(product.link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Later" }).click();
  await expect(page.getByRole("button", { name: "Create and launch the example" })).toBeVisible();
  session = await context.storageState();
  await context.close();
});

test.beforeEach(({ context }) => context.addCookies(session.cookies));

test.afterAll(() => product.end());

test("one click makes and launches the example; a failure is retried by hand, a question is answered", async ({
  page,
}) => {
  await page.goto(product.url);
  await page.getByRole("button", { name: "Create and launch the example" }).click();
  await expect(page).toHaveURL(/\/pipelines\/1/);
  const canvas = page.getByRole("region", { name: "Run canvas" });
  const track = (name: string) => canvas.getByRole("group", { name: `${name}, script vertex` });
  const state = page.getByRole("status", { name: "Pipeline state" });

  // From here on the page updates by itself: nothing is loaded again.
  await expect(track("verify-download")).toContainText("Failed", { timeout: 30_000 });
  await track("verify-download").click();
  await page.getByRole("tab", { name: "Log" }).click();
  await expect(page.getByRole("log")).toContainText("Press Retry on this track");
  await page.getByRole("tab", { name: "Track verify-download" }).click();
  await page.getByRole("button", { name: "Retry verify-download" }).click();
  const dialog = page.getByRole("dialog", { name: "Retry verify-download?" });
  await dialog.getByLabel("Reason").fill("the download was cut off");
  await dialog.getByRole("button", { name: "Retry" }).click();
  await expect(track("verify-download")).toContainText("Succeeded");
  // The list waits for the pointer, which is where the dialog's button was.
  await page.mouse.move(0, 0);
  const attempts = page.getByRole("list", { name: "Attempts" });
  await attempts.getByText("Attempt 2", { exact: true }).click();
  await expect(attempts).toContainText("Requested by operator: the download was cut off");
  await expect(attempts.getByRole("listitem")).toHaveCount(2);

  await expect(track("start-game")).toContainText("Waiting for input", { timeout: 30_000 });
  await track("start-game").click();
  const form = page.getByRole("form", { name: "Answer for start-game" });
  await form.getByRole("textbox", { name: "address" }).fill("nowhere");
  await form.getByRole("button", { name: "Answer" }).click();
  await expect(form.getByRole("textbox", { name: "address" })).toHaveAccessibleDescription(/nowhere/);
  await form.getByRole("textbox", { name: "address" }).fill("127.0.0.9");
  await form.getByRole("button", { name: "Answer" }).click();
  await expect(state).toHaveText("Succeeded", { timeout: 30_000 });
});

test("a page says that the database is stopped, and goes on by itself when it runs again", async ({
  page,
}) => {
  await page.goto(`${product.url}/pipelines`);
  const connection = page.getByRole("status", { name: "Connection" });
  await expect(page.getByRole("heading", { name: "Pipelines" })).toBeVisible();
  await expect(connection).toBeEmpty();
  await product.stopDatabase();
  await expect(connection).toContainText("The database does not answer");
  expect((await page.request.get(`${product.url}/api/health`)).status()).toBe(503);
  await product.startDatabase();
  await expect(connection).toBeEmpty();
});

test("edits that are made while the database is stopped are kept, and saved when it runs again", async ({
  page,
}) => {
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
  await expect(saving).toHaveText("Saved");
  await page.reload();
  await expect(vertex).toBeVisible();
});
