import { expect, test } from "vitest";
import type { InputSpec } from "#engine/model/graph-content.ts";
import { paramsForm } from "./params-of-schedule.ts";

const SPECS: Record<string, InputSpec> = {
  env: { type: "string", required: true },
  side: { type: "string", default: "north" },
  count: { type: "integer", default: 3 },
};

test("what stays empty is not stored, so that the default of each revision counts", () => {
  const { reading, entries } = paramsForm(SPECS, { env: "prod" }, new Map([["count", "5"]]));
  expect(reading.values).toEqual({ env: "prod", count: 5 });
  expect(entries.get("side")).toBe("");
});

test("a required param without a value is a problem of its field", () => {
  expect([...paramsForm(SPECS, {}, new Map()).reading.problems.keys()]).toEqual(["env"]);
});

test("an empty text that is stored stays, and a value that nothing asks for is named", () => {
  const { reading, dropped } = paramsForm(SPECS, { env: "prod", side: "", old: 1 }, new Map());
  expect(reading.values).toEqual({ env: "prod", side: "" });
  expect(dropped).toEqual(["old"]);
});
