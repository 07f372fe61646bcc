import { expect, test } from "vitest";
import { titleWithCount } from "./title-count.ts";

test("a title has the number of open prompts once, and none where nothing is open", () => {
  expect(titleWithCount("Inbox", 3)).toBe("(3) Inbox");
  expect(titleWithCount("(3) Inbox", 12)).toBe("(12) Inbox");
  expect(titleWithCount("(12) Inbox", 0)).toBe("Inbox");
  expect(titleWithCount("(b) Inbox", 1)).toBe("(1) (b) Inbox");
});
