import fc from "fast-check";
import { expect, test } from "vitest";
import type { LaunchForm } from "#contract/pipelines/pipelines.ts";
import type { InputSpec } from "#engine/model/graph-content.ts";
import { continuedLaunch, emptyLaunch } from "./entries/launch-entries.ts";
import { launchAddress, notAskedFor, readLaunchLink } from "./launch-link.ts";

const text: InputSpec = { type: "string" };
const form: LaunchForm = {
  graph: "g",
  revision: null,
  digest: "sha256:0",
  folder: "",
  params: { env: { type: "string", default: "staging" }, launch: text, constructor: text },
  vertices: [
    { name: "v1.2 x", inputs: { a: text, toString: text } },
    { name: "a", inputs: { b: text } },
  ],
  names: ["v1.2 x", "a"],
};
const begun = emptyLaunch(form);

test("a link opens the same form with the same entries, whatever stands in them", () => {
  const entry = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("", "a\nb", "&param.env=x", "100 %", "中"),
  );
  fc.assert(
    fc.property(
      fc.array(entry, { minLength: 6, maxLength: 6 }),
      fc.constantFrom("", "v1.2 x"),
      fc.constantFrom("", "team=shop", "a=1\nb=&x=2", "not a label"),
      (all, from, labels) => {
        let next = 0;
        const entries = new Map(
          [...begun].map(([vertex, own]) => [
            vertex,
            new Map([...own.keys()].map((name) => [name, all[next++] ?? ""])),
          ]),
        );
        const address = launchAddress({ graph: "g", revision: 3 }, begun, { entries, from, labels });
        const linked = readLaunchLink(new URL(address ?? "", "http://x").search);
        expect(linked).toMatchObject({ from, labels });
        expect(continuedLaunch(begun, linked?.entries ?? new Map())).toEqual(entries);
      },
    ),
  );
});

test("a link has only what is not as the form begins, and may be written by hand", () => {
  expect(
    launchAddress({ graph: "g", revision: null }, begun, { entries: begun, from: "", labels: " " }),
  ).toBe("/graphs/g?launch=1");
  const linked = readLaunchLink("?launch=1&param.env=prod&input.v1.2%20x.a=1&other=2&input.x=3");
  expect([...(linked?.entries ?? [])]).toEqual([
    [null, new Map([["env", "prod"]])],
    ["v1.2 x", new Map([["a", "1"]])],
  ]);
  expect(readLaunchLink("?revision=2&param.env=prod")).toBeNull();
});

test("what a link names and the form does not ask for is told", () => {
  const linked = readLaunchLink("?launch=1&param.envv=prod&param.env=x&input.gone.toString=1&input.a.b=1");
  expect(notAskedFor(form, linked?.entries ?? new Map())).toEqual(["envv", "toString of gone"]);
});

test("a link that an address cannot hold is none", () => {
  const entries = new Map([[null, new Map([["env", "x".repeat(7_000)]])]]);
  expect(launchAddress({ graph: "g", revision: null }, begun, { entries, from: "", labels: "" })).toBeNull();
});
