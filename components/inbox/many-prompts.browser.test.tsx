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

test("after a change the first page is asked for, and those that are seen; others once they are seen", async () => {
  await page.viewport(1280, 800);
  const all = MANY.slice(0, 100);
  const { screen, form, asked, refresh } = await inboxOf(all, { page: 10 });
  const row = (id: number) => screen.getByRole("button", { name: new RegExp(`^gate-${id}\\b`) });
  await expect.element(form("gate-1")).toBeVisible();
  await userEvent.keyboard("j".repeat(44));
  await expect.element(form("gate-45")).toBeVisible();
  await expect.element(row(45)).toBeVisible();
  await expect.poll(() => asked.at(-1)?.cursor).toBeGreaterThanOrEqual(50);
  asked.length = 0;
  await refresh(all.filter(({ id }) => id !== 15 && id !== 44));
  await expect.element(screen.getByText("98 open. Those with a deadline come first.")).toBeVisible();
  await expect.poll(() => row(44).elements()).toHaveLength(0);
  expect(asked[0]).toEqual({ cursor: null, until: 10 });
  expect(asked).toContainEqual({ cursor: 40, until: 50 });
  const places = () => asked.map(({ cursor }) => cursor);
  expect(places()).not.toContain(10);
  expect(places()).not.toContain(20);
  screen.getByRole("list", { name: "Open prompts" }).element().parentElement?.scrollTo({ top: 500 });
  await expect.element(row(14)).toBeVisible();
  await expect.poll(() => row(15).elements()).toHaveLength(0);
  expect(asked).toContainEqual({ cursor: 10, until: 20 });
});

test("whom a prompt asks is decided by the server, and the counts are of all prompts, not of those that are listed", async () => {
  const items = MANY.map((item) => ({ ...item, askedOf: item.id > 900 ? ("me" as const) : item.askedOf }));
  const { screen, form } = await inboxOf(items, { page: 100 });
  await expect.element(screen.getByText("1000 open. Those with a deadline come first.")).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "All 1000" })).toBeVisible();
  await screen.getByRole("button", { name: "Mine 100" }).click();
  await expect.element(form("gate-901")).toBeVisible();
  await screen.getByRole("button", { name: "Answered" }).click();
  await expect.element(screen.getByText("No prompt was answered")).toBeVisible();
});

test("where nothing asks the reader, that is said of all open prompts", async () => {
  const items = MANY.slice(0, 3);
  const { screen } = await inboxOf(items, { page: 2 });
  await screen.getByRole("button", { name: "Mine 0" }).click();
  await expect.element(screen.getByText("Nothing asks you by name")).toBeVisible();
  await screen.getByRole("button", { name: "Show all 3" }).click();
  await expect.element(screen.getByRole("button", { name: "All 3" })).toHaveAttribute("aria-pressed", "true");
});

test("j and answers go on over the end of a page, and no prompt is left out", async () => {
  const { form, sent, approve, sendNow } = await inboxOf(MANY.slice(0, 50), { page: 20 });
  await expect.element(form("gate-1")).toBeVisible();
  // Faster than any page comes.
  for (let id = 2; id <= 45; id += 1) {
    await userEvent.keyboard("j");
    await expect.element(form(`gate-${id}`)).toBeVisible();
  }
  for (let id = 45; id < 50; id += 1) {
    await expect.element(approve).toBeEnabled();
    await userEvent.keyboard("a");
    await expect.element(form(`gate-${id + 1}`)).toBeVisible();
  }
  await sendNow.click();
  await expect.poll(() => sent.map((answer) => (answer as { id: number }).id)).toEqual([45, 46, 47, 48, 49]);
});

test("an answer to the last prompt of a page leads to the first one of the next page, which comes late", async () => {
  const page = (from: number, to: number) => ({
    items: MANY.slice(from, to),
    count: 4,
    counts: { all: 4, groups: 0, mine: 0 },
    next: to < 4 ? { id: to, at: new Date(0) } : null,
  });
  const waiting: (() => void)[] = [];
  const ask = async (input: unknown) => {
    if ((input as { cursor?: unknown }).cursor === undefined) return page(0, 2);
    await new Promise<void>((resolve) => waiting.push(resolve));
    return page(2, 4);
  };
  const { form, approve, undo } = await inboxOf([], { more: { "prompts.inbox": ask } });
  await expect.element(form("gate-1")).toBeVisible();
  await userEvent.keyboard("j");
  await expect.element(form("gate-2")).toBeVisible();
  await expect.element(approve).toBeEnabled();
  await userEvent.keyboard("a");
  await expect.element(undo).toBeVisible();
  await expect.poll(() => waiting.length).toBeGreaterThan(0);
  for (const come of waiting) come();
  await expect.element(form("gate-3")).toBeVisible();
});
