import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { call } from "../api.ts";

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

test("who may not make a graph is told so where an address asks for a new one", async ({
  browser,
  request,
}) => {
  const name = `viewer-${randomUUID().slice(0, 8)}`;
  const { id } = await call<{ id: number }>(request, "people.add", { name, email: null, role: "viewer" });
  const { url } = await call<{ url: string }>(request, "people.makeLink", { id });
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  await call(context.request, "signIn.byLink", { token: new URL(url).hash.slice(1) });
  const page = await context.newPage();
  await page.goto("/graphs?new=1");
  await expect(page.getByText("You may not make a graph.").first()).toBeVisible();
  await expect(page.getByText(/needs the role designer/).first()).toBeVisible();
  await expect(page).toHaveURL(/\/graphs$/);
  await expect(page.getByRole("dialog", { name: "New graph" })).toHaveCount(0);
  await context.close();
});
