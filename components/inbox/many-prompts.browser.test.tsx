import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { inboxOf, itemOf } from "./inbox-for-test.tsx";

const MANY = Array.from({ length: 1_000 }, (_, place) => itemOf(place + 1));

test("of a thousand prompts only the rows that are seen are in the page, and the one that is read is brought into view", async () => {
  await page.viewport(1280, 800);
  const { screen, form } = await inboxOf(MANY);
  const row = (id: number) => screen.getByRole("button", { name: new RegExp(`^gate-${id}\\b`) });
  await expect.element(form("gate-1")).toBeVisible();
  const elements = () => document.querySelectorAll("*").length;
  expect(elements()).toBeLessThan(700);
  await userEvent.keyboard("j".repeat(14));
  await expect.element(form("gate-15")).toBeVisible();
  await expect.element(row(15)).toBeInViewport({ ratio: 1 });
  await expect.element(row(15)).toHaveAttribute("aria-current", "true");
  expect(row(100).elements()).toHaveLength(0);
  // A reader with a screen reader hears which of how many it is.
  const item = row(15).element().closest("li");
  expect([item?.getAttribute("aria-posinset"), item?.getAttribute("aria-setsize")]).toEqual(["15", "1000"]);
  expect(elements()).toBeLessThan(700);
  await userEvent.keyboard("k".repeat(14));
  await expect.element(row(1)).toBeInViewport({ ratio: 1 });
});

test("what is told of earlier answers covers neither the buttons of the next prompt nor those that take an answer back", async () => {
  await page.viewport(1280, 700);
  const { screen, form, approve, undo, sendNow } = await inboxOf(MANY.slice(0, 6));
  for (const [width, first] of [
    [1280, 1],
    [360, 3],
  ] as const) {
    await page.viewport(width, 700);
    for (const id of [first, first + 1]) {
      await expect.element(form(`gate-${id}`)).toBeVisible();
      await expect.element(approve).toBeEnabled();
      await userEvent.keyboard("a");
      await expect.element(undo).toBeVisible();
      if (id === first) await sendNow.click();
    }
    await expect.element(screen.getByText(/^Approved: gate-/).first()).toBeVisible();
    for (const button of [undo, sendNow, approve]) {
      const { left, top, width: wide, height } = button.element().getBoundingClientRect();
      const seen = document.elementFromPoint(left + wide / 2, top + height / 2);
      expect(button.element().contains(seen)).toBe(true);
    }
    await sendNow.click();
  }
  await page.viewport(1280, 800);
});
