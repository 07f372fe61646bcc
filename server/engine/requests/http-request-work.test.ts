import { expect, test } from "vitest";
import { workOf } from "#testing/work-of.ts";
import { renderRequest } from "./http-request.ts";

/** A list of so many values, in quotes and without them in turns. */
function request(count: number) {
  const values = Array.from({ length: count }, (_, place) => (place % 2 === 0 ? "{a}" : '"{a}"'));
  return { method: "POST", url: "http://x/", body: `[${values.join(",")}]` } as const;
}

test("twice as many placeholders in a body are about twice the work of a request", () => {
  const rendered = (count: number) => {
    const spec = request(count);
    return workOf(() => renderRequest(spec, { a: { type: "string" } }, { a: "v" }));
  };
  rendered(50);
  expect(rendered(800) / rendered(400)).toBeLessThan(2.4);
});
