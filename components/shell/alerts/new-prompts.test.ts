import { expect, test } from "vitest";
import type { InboxItem } from "#contract/prompts/inbox.ts";
import { newestOf, newPrompts } from "./new-prompts.ts";

const item = (id: number, asked: InboxItem["askedOf"] = "everybody") =>
  ({ id, askedOf: asked }) as unknown as InboxItem;

test("only prompts that came since the last look are told of, and none that asks others", () => {
  const items = [item(4), item(7, "others"), item(9, "me")];
  expect(newPrompts(items, null)).toEqual([]);
  expect(newPrompts(items, 4).map(({ id }) => id)).toEqual([9]);
  expect(newestOf(items, null)).toBe(9);
  expect(newestOf([], 9)).toBe(9);
  expect(newPrompts(items, 9)).toEqual([]);
});
