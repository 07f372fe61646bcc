import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDate, normalDateTime } from "./dates.ts";

describe("isDate", () => {
  it.each(["0001-01-01", "2000-02-29", "2024-02-29", "9999-12-31"])("takes %s", (text) => {
    expect(isDate(text)).toBe(true);
  });

  it.each([
    "0000-01-01",
    "1900-02-29",
    "2023-02-29",
    "2024-13-01",
    "2024-00-10",
    "2024-04-31",
    "2024-1-1",
    "24-01-01",
    "275760-09-13",
    "2024-01-01T00:00:00Z",
    " 2024-01-01",
    "2024-01-01\n",
    "२०२४-०१-०१",
  ])("refuses %j", (text) => {
    expect(isDate(text)).toBe(false);
  });
});

describe("normalDateTime", () => {
  it.each([
    ["2024-05-01T10:00+02:00", "2024-05-01T08:00:00Z"],
    ["2024-12-31T23:30:00-01:00", "2025-01-01T00:30:00Z"],
    ["2024-03-01T00:15:00+05:45", "2024-02-29T18:30:00Z"],
    ["2024-05-01T10:00:00.120Z", "2024-05-01T10:00:00.12Z"],
    ["2024-05-01T10:00:00.000Z", "2024-05-01T10:00:00Z"],
    ["2024-05-01T10:00:00.123456789Z", "2024-05-01T10:00:00.123456789Z"],
  ])("writes %s as %s", (text, normal) => {
    expect(normalDateTime(text)).toBe(normal);
  });

  it.each([
    "2024-05-01T10:00:00",
    "2024-05-01 10:00:00Z",
    "2024-05-01T24:00:00Z",
    "2024-05-01T10:60:00Z",
    "2024-06-30T23:59:60Z",
    "2024-02-30T10:00:00Z",
    "2024-05-01T10:00:00+14:01",
    "2024-05-01T10:00:00+02:60",
    "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:59:00-01:00",
    "2024-05-01T10:00:00.Z",
    "2024-05-01T10:00:00+02:00[Europe/Berlin]",
    "now",
  ])("refuses %j", (text) => {
    expect(normalDateTime(text)).toBeNull();
  });

  it("gives the same moment, and does not change a moment in normal form", () => {
    const moments = fc.date({
      min: new Date("0100-01-02T00:00:00Z"),
      max: new Date("9999-12-30T00:00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, fc.integer({ min: -14 * 60, max: 14 * 60 }), (moment, offset) => {
        const sign = offset < 0 ? "-" : "+";
        const zone = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) =>
          String(part).padStart(2, "0"),
        );
        const local = new Date(moment.getTime() + offset * 60_000).toISOString().replace("Z", "");
        const normal = normalDateTime(`${local}${sign}${zone.join(":")}`);
        expect(new Date(normal ?? "").getTime()).toBe(moment.getTime());
        expect(normalDateTime(normal ?? "")).toBe(normal);
      }),
    );
  });
});
