import { expect, test } from "vitest";
import { inboxOf, itemOf } from "./inbox-for-test.tsx";

test("closed prompts are shown a page at a time, by when they were closed", async () => {
  const closedAt = new Date("2026-11-27T10:00:00.123Z");
  const asked: unknown[] = [];
  const { screen } = await inboxOf([], {
    more: {
      "prompts.inbox": (input) => {
        asked.push(input);
        const { state, cursor } = input as { state: string; cursor?: unknown };
        if (state === "open")
          return { items: [], count: 0, counts: { all: 0, groups: 0, mine: 0 }, next: null };
        const item = { ...itemOf(cursor === undefined ? 5 : 4), state: "answered", closedAt };
        return {
          ...{ items: [item], count: 1, counts: null },
          next: cursor === undefined ? { id: 5, at: closedAt } : null,
        };
      },
    },
  });
  await screen.getByText("Answered", { exact: true }).click();
  await expect.element(screen.getByRole("button", { name: "gate-5" })).toBeVisible();
  const newest = screen.getByRole("button", { name: "Newest" });
  const older = screen.getByRole("button", { name: "Older" });
  await expect.element(newest).toBeDisabled();
  // Open prompts are not in this list, so nothing is said of them.
  await expect.element(screen.getByText("No other prompt is open.")).not.toBeInTheDocument();
  await older.click();
  await expect.element(screen.getByRole("button", { name: "gate-4" })).toBeVisible();
  expect(asked).toContainEqual({ state: "answered", cursor: { id: 5, at: closedAt } });
  await expect.element(older).toBeDisabled();
  await newest.click();
  await expect.element(screen.getByRole("button", { name: "gate-5" })).toBeVisible();
});
