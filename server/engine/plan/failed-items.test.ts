import { expect, test } from "vitest";
import { MAX_VERTEX_NAME } from "../shape/names/graph-names.ts";
import { failedItemsText, MAX_NAMED_ITEMS } from "./failed-items.ts";

test("items whose names differ only at their end are told apart, however long the names are", () => {
  const names = Array.from({ length: MAX_NAMED_ITEMS }, (_, place) =>
    `${place + 1}`.padStart(MAX_VERTEX_NAME, "h"),
  );
  const named = names.map((vertex) => ({ vertex, reason: "exit 1", lastLine: null }));
  const said = failedItemsText({ count: 10_000, of: 10_000, named, isHalted: false }, null);
  expect(said).toBe(`10,000 of 10,000 items failed: ${names.join(", ")} and 9,995 more`);
});
