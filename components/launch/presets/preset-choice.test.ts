import { expect, test } from "vitest";
import type { LaunchForm } from "#contract/pipelines/pipelines.ts";
import type { InputSpec } from "#engine/model/graph-content.ts";
import { emptyLaunch, readLaunch } from "../entries/launch-entries.ts";
import { valuesToKeep } from "./preset-choice.ts";

const form: LaunchForm = {
  ...{ graph: "g", revision: 1, digest: "sha256:0", folder: "", names: ["A"] },
  params: {
    prefix: { type: "string", default: "prod/" },
    plain: { type: "string" },
    key: { type: "secret" },
  },
  vertices: [{ name: "A", inputs: { host: { type: "string", default: "web" } as InputSpec } }],
};

test("a preset gives back what the launch would have got, also of a param that was emptied on purpose", () => {
  const entries = new Map(emptyLaunch(form));
  entries.set(null, new Map([...(entries.get(null) ?? []), ["prefix", ""], ["key", "deploy-key"]]));
  const kept = valuesToKeep(form, entries);
  expect(kept).toEqual({
    ...{ values: { params: { prefix: "" }, inputs: {} }, problemCount: 0, secrets: ["key"] },
  });
  const again = new Map(emptyLaunch(form, kept.values));
  const launched = (of: typeof again) => readLaunch(form, of).values.params["prefix"];
  expect(launched(again)).toBe(launched(entries));
});
