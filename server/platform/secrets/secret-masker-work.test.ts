import { expect, test } from "vitest";
import { workOf } from "#testing/work-of.ts";
import { maskedText } from "./secret-masker.ts";

test("the time for masking grows linearly with the number of secrets in the output", () => {
  const mask = (times: number) =>
    workOf(() => expect(maskedText("hunter22 ".repeat(times), ["hunter22"])).toBe("*** ".repeat(times)));
  expect(mask(20_000) / mask(10_000)).toBeLessThan(2.5);
});
