import { expect, test } from "vitest";
import { freeValueName, nearestValueName } from "./free-value-name.ts";

test("the first wanted name that no other has, in any case, is taken; else the last one with a number", () => {
  expect(freeValueName(["host"], [])).toBe("host");
  expect(freeValueName(["host", "find_host"], ["Host"])).toBe("find_host");
  expect(freeValueName(["host", "find_host"], ["host", "find_host", "find_host_2"])).toBe("find_host_3");
  const long = "x".repeat(64);
  expect(freeValueName([long], [long])).toBe(`${"x".repeat(62)}_2`);
});

test("what no value may be called becomes the nearest name that it may have", () => {
  expect(nearestValueName("the host-name")).toBe("the_host_name");
  expect(nearestValueName("1st")).toBe("_1st");
  expect(nearestValueName("in")).toBe("v_in");
  expect(nearestValueName("__proto__")).toBe("v___proto__");
  expect(nearestValueName("")).toBe("v__");
});
