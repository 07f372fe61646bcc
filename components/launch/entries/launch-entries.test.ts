import { expect, test } from "vitest";
import type { LaunchForm } from "#contract/pipelines/pipelines.ts";
import type { InputSpec } from "#engine/model/graph-content.ts";
import { continuedLaunch, emptyLaunch, readLaunch } from "./launch-entries.ts";

const text: InputSpec = { type: "string" };
const form: LaunchForm = {
  graph: "g",
  revision: 1,
  digest: "sha256:0",
  folder: "",
  params: { constructor: text, env: { type: "string", default: "staging" } },
  vertices: [{ name: "1", inputs: { toString: text } }],
  names: ["1"],
};

test("a launch form begins with the defaults, or with the params of an earlier launch, whatever their names are", () => {
  const first = emptyLaunch(form);
  expect([...(first.get(null) ?? [])]).toEqual([
    ["constructor", ""],
    ["env", "staging"],
  ]);
  expect(readLaunch(form, first)).toEqual({
    values: { params: { env: "staging" }, inputs: {} },
    problemCount: 0,
  });
  const again = emptyLaunch(form, { params: { env: "prod" } });
  expect(again.get(null)?.get("env")).toBe("prod");
  expect(again.get("1")?.size).toBe(0);
});

test("a launch that repeats one with null as a value of the type json gives null, and not the default", () => {
  const json: InputSpec = { type: "json", default: new Map([["a", 1]]) };
  const asked = { ...form, params: { config: json }, vertices: [] };
  expect(readLaunch(asked, emptyLaunch(asked, { params: { config: null } })).values.params).toEqual({
    config: null,
  });
  expect(readLaunch(asked, emptyLaunch(asked)).values.params).toEqual({ config: json.default });
});

test("a launch that repeats one has the empty text that was given for a vertex, also over a default", () => {
  const inputs = { plain: text, usual: { type: "string", default: "x" } as const };
  const asked = { ...form, vertices: [{ name: "1", inputs }] };
  const given = { "1": { plain: "", usual: "" } };
  expect(readLaunch(asked, emptyLaunch(asked, { inputs: given })).values.inputs).toEqual(given);
  expect(readLaunch(asked, emptyLaunch(asked)).values.inputs).toEqual({});
});

test("a launch that repeats one has the values that were given for vertices, and what was typed stays with another revision", () => {
  const again = emptyLaunch(form, { inputs: { "1": { toString: "x" }, gone: { y: 1 } } });
  expect(readLaunch(form, again).values.inputs).toEqual({ "1": { toString: "x" } });
  const newer = { ...form, params: { ...form.params, more: { type: "string", default: "m" } as const } };
  const typed = new Map([[null, new Map([["env", "prod"]])]]);
  expect(readLaunch(newer, continuedLaunch(emptyLaunch(newer), typed)).values).toEqual({
    params: { env: "prod", more: "m" },
    inputs: {},
  });
});
