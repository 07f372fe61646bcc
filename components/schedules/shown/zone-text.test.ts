import { expect, test } from "vitest";
import { momentEntry, momentText } from "./zone-text.ts";

const AT = new Date("2026-07-01T12:00:05Z");

test("a moment is written as a clock of its zone shows it", () => {
  expect(momentText(AT, "Europe/Berlin")).toBe("Wed, 1 Jul 2026, 14:00");
  expect(momentText(AT, "Asia/Kathmandu", true)).toBe("Wed, 1 Jul 2026, 17:45:05");
  expect(momentEntry(AT, "America/New_York")).toBe("2026-07-01T08:00");
});

test("a zone that is none does not break the page", () => {
  expect(momentText(AT, "Nowhere/At-all")).toBe("Wed, 1 Jul 2026, 12:00");
});
