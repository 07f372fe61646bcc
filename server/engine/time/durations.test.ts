import fc from "fast-check";
import { expect, test } from "vitest";
import { durationText, parseDuration } from "./durations.ts";

test.each([
  ["10m", 600_000],
  ["1h30m", 5_400_000],
  ["90s", 90_000],
  ["500ms", 500],
  ["2d", 172_800_000],
  ["1m500ms", 60_500],
  ["0s", 0],
])("%s is %d milliseconds", (text, milliseconds) => expect(parseDuration(text)).toBe(milliseconds));

test.each(["", "10", "m", "1.5h", "-1s", "1s1m", "1h 30m", "10 m", "10M", "1s1s", "ten minutes"])(
  "%j is not a duration",
  (text) => {
    expect(parseDuration(text)).toBeNull();
  },
);

test("the text of every duration gives the same duration when it is parsed", () => {
  expect(durationText(90_000)).toBe("1m30s");
  fc.assert(
    fc.property(fc.nat(), (milliseconds) => parseDuration(durationText(milliseconds)) === milliseconds),
  );
});
