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
  await userEvent.keyboard("j".repeat(10));
  await expect.element(form("gate-11")).toBeVisible();
  await expect.element(row(11)).toBeInViewport({ ratio: 1 });
  await expect.element(row(11)).toHaveAttribute("aria-current", "true");
  expect(row(100).elements()).toHaveLength(0);
  // A reader with a screen reader hears which of how many it is.
  const item = row(11).element().closest("li");
  expect([item?.getAttribute("aria-posinset"), item?.getAttribute("aria-setsize")]).toEqual(["11", "1000"]);
  expect(elements()).toBeLessThan(700);
});

test("what is told of an earlier answer covers neither the buttons of the next prompt nor those that take an answer back", async () => {
  await page.viewport(1280, 700);
  const { screen, form, approve, undo, sendNow } = await inboxOf(MANY.slice(0, 3), {
    // What is told of a problem stays until it is closed.
    more: { "prompts.answer": () => Promise.reject(new Error("no")) },
  });
  for (const id of [1, 2]) {
    await expect.element(form(`gate-${id}`)).toBeVisible();
    await expect.element(approve).toBeEnabled();
    await userEvent.keyboard("a");
    await expect.element(undo).toBeVisible();
    if (id === 1) await sendNow.click();
  }
  await expect
    .element(screen.getByText(/^Your approval of gate-1 .* was not recorded/).first())
    .toBeVisible();
  const isCovered = (button: Element) => {
    const { left, top, width, height } = button.getBoundingClientRect();
    return !button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  };
  for (const width of [1280, 360]) {
    await page.viewport(width, 700);
    for (const button of [undo, sendNow, approve]) expect(isCovered(button.element())).toBe(false);
  }
  await page.viewport(1280, 800);
});

test("where more prompts are open than are listed, it is not said that nothing asks the reader", async () => {
  let count = 3;
  const items = MANY.slice(0, 3);
  const { screen, refresh } = await inboxOf(items, {
    more: { "prompts.inbox": () => ({ items, count, next: null }) },
  });
  await screen.getByRole("button", { name: /^Mine/ }).click();
  await expect.element(screen.getByText("Nothing asks you by name")).toBeVisible();
  count = 5;
  await refresh(items);
  await expect.element(screen.getByText("None of the first 3 asks you by name")).toBeVisible();
  await expect.element(screen.getByText(/^2 more are open and not listed here/)).toBeVisible();
});
