import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { inboxOf, itemOf } from "./inbox-for-test.tsx";

const THREE = [1, 2, 3].map(itemOf);

test("Back takes back what was chosen to look at, and not what the inbox went on to by itself", async () => {
  await page.viewport(1280, 800);
  const { screen, form, back } = await inboxOf(THREE);
  const stateOf = (name: string) => screen.getByRole("button", { name, exact: true });
  await expect.element(form("gate-1")).toBeVisible();
  await stateOf("Answered").click();
  await expect.element(stateOf("Answered")).toHaveAttribute("aria-pressed", "true");
  await screen.getByRole("button", { name: /^Mine/ }).click();
  back();
  await expect.element(screen.getByRole("button", { name: /^All/ })).toHaveAttribute("aria-pressed", "true");
  back();
  await expect.element(stateOf("Open")).toHaveAttribute("aria-pressed", "true");
  await expect.element(form("gate-1")).toBeVisible();
});

test("on a narrow screen Back goes from a prompt to the list, however many were read by keys", async () => {
  await page.viewport(400, 800);
  const { screen, form, back } = await inboxOf(THREE);
  await screen.getByRole("button", { name: /^gate-1\b/ }).click();
  await expect.element(form("gate-1")).toBeVisible();
  await userEvent.keyboard("j");
  await expect.element(form("gate-2")).toBeVisible();
  back();
  await expect.element(form("gate-2")).not.toBeInTheDocument();
  await expect.element(screen.getByRole("button", { name: /^gate-2\b/ })).toBeVisible();
});
