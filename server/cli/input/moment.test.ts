import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { momentOf } from "./moment.ts";

/** Three hours and a half behind UTC in winter. */
beforeEach(() => void vi.stubEnv("TZ", "America/St_Johns"));
afterEach(() => void vi.unstubAllEnvs());

describe("the time that an option names", () => {
  it.each([
    ["2026-11-26T12:00Z", "2026-11-26T12:00:00.000Z"],
    ["2026-11-26T12:00:30.5+02:00", "2026-11-26T10:00:30.500Z"],
    ["2026-11-26T12:00", "2026-11-26T15:30:00.000Z"],
    ["2026-11-26", "2026-11-26T03:30:00.000Z"],
  ])("may be %s", (text, at) => {
    expect(momentOf(text).toISOString()).toBe(at);
  });

  it("may be so long ago", () => {
    const before = Date.now();
    expect(Math.abs(before - 2 * 3_600_000 - momentOf("2h").getTime())).toBeLessThan(60_000);
  });

  it.each([
    "7",
    "abc 5",
    "2026-02-30",
    "2026-02-30T12:00",
    "2026",
    "11/26/2026",
    "2026-11-26T25:00",
    "",
    "now",
  ])("is no %j, which would be read as another time", (text) => {
    expect(() => momentOf(text)).toThrow(`"${text}" is no time`);
  });
});
