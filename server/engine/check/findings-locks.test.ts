import { expect, test } from "vitest";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { lockFindings } from "./findings-locks.ts";

function codes(vertices: object): readonly string[] {
  return lockFindings(contentOf(vertices, [])).map(({ code }) => code);
}

test("a placeholder of a lock must be an input with a short text", () => {
  const inputs = { host: { type: "string" }, hosts: { type: "list" }, key: { type: "secret" } };
  expect(codes({ A: { script: "x", inputs, locks: ["server-{host}"] } })).toEqual([]);
  expect(codes({ A: { script: "x", inputs, locks: ["{hosts}", "{key}", "{none}"] } })).toEqual([
    "lock-input-type",
    "lock-input-type",
    "lock-input-unknown",
  ]);
});

test("one lock has one number of slots in a graph", () => {
  const three = { name: "db", slots: 3 };
  expect(codes({ A: { script: "x", locks: [three] }, B: { script: "x", locks: [three] } })).toEqual([]);
  expect(codes({ A: { script: "x", locks: [three] }, B: { script: "x", locks: ["db"] } })).toEqual([
    "lock-slots-differ",
  ]);
});
