import { expect, test } from "vitest";
import { bytesText } from "./bytes-text.ts";

test("bytes are written in the unit that fits", () => {
  expect([0, 999, 1_000, 1_549, 999_949, 999_950, 3e12, 4e15].map(bytesText)).toEqual([
    "0 B",
    "999 B",
    "1.0 kB",
    "1.5 kB",
    "999.9 kB",
    "1.0 MB",
    "3.0 TB",
    "4000.0 TB",
  ]);
});
