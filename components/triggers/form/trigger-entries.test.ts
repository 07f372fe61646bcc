import { expect, test } from "vitest";
import type { InputSpec } from "#engine/model/graph-content.ts";
import { TRIGGER_KIND_NAMES } from "#engine/triggers/trigger-kinds.ts";
import { KIND_VIEWS } from "../kinds/kind-views.ts";
import { curlExample } from "../kinds/webhook-entries.ts";
import { differingLabels, entriesOf, newEntries, readEntries } from "./trigger-entries.ts";
import { triggerForTest } from "./trigger-for-test.ts";

const SPECS: Record<string, InputSpec> = {
  branch: { type: "string", required: true },
  note: { type: "string" },
};

test("a trigger that is shown in the form and not changed is sent as it was", () => {
  const trigger = triggerForTest({
    settings: { secret: "hook-key", proof: "token", idHeader: "X-Id", maxQueued: 3 },
    filter: "body.ok",
    pipelineName: "Named",
    labels: { team: "shop", ticket: "a=b" },
  });
  const { value, problems } = readEntries(entriesOf(trigger), SPECS);
  expect([...problems]).toEqual([]);
  const { name, graph, kind, settings, filter, params, revision, pipelineName, priority, labels } = trigger;
  expect(value).toEqual({
    name,
    graph,
    kind,
    settings,
    filter,
    params,
    revision,
    pipelineName,
    priority,
    labels,
  });
});

test("what launches after a pipeline is sent as it was, without what is as usual", () => {
  const settings = { graph: "build", states: ["failed", "cancelled"], children: true };
  const after = triggerForTest({ kind: "after", settings, params: { branch: "pipeline.params.branch" } });
  expect(readEntries(entriesOf(after), SPECS)).toMatchObject({ value: { settings }, problems: new Map() });
  const usual = triggerForTest({ kind: "after", settings: { graph: "build" } });
  expect(readEntries(entriesOf(usual), null).value.settings).toEqual({ graph: "build" });
  const none = { ...entriesOf(usual), settings: { graph: "", states: "", children: "" } };
  expect([...readEntries(none, null).problems.keys()]).toEqual(["settings.graph", "settings.states"]);
});

test("what is wrong is said at its field, before anything is sent", () => {
  const { problems } = readEntries(
    {
      ...newEntries(""),
      filter: "body.",
      revision: "x",
      priority: "1.5",
      params: { note: "1 +", gone: "body" },
    },
    SPECS,
  );
  expect([...problems.keys()].sort()).toEqual(
    [
      ...["filter", "graph", "name", "params.branch", "params.gone", "params.note", "priority", "revision"],
      "settings.secret",
    ].sort(),
  );
});

test("two forms differ in the fields that have other entries, by their labels", () => {
  const mine = entriesOf(triggerForTest());
  expect(differingLabels(mine, mine)).toEqual([]);
  const settings = { ...mine.settings, secret: "other" };
  const theirs = { ...mine, filter: "true", settings, params: { ...mine.params, note: " " } };
  expect(differingLabels(mine, theirs)).toEqual(["Filter", "Secret"]);
  expect(differingLabels(mine, { ...theirs, params: {} })).toEqual(["Filter", "Secret", "Parameters"]);
});

test("each kind has a form whose fields have labels, and begins with entries for all of them", () => {
  for (const kind of TRIGGER_KIND_NAMES) {
    const { labels, newEntries: first, entriesOf: read, hint } = KIND_VIEWS[kind];
    expect(Object.keys(first).sort()).toEqual(Object.keys(labels).sort());
    // Settings that cannot be read are those of a new one.
    expect(Object.keys(read({ zebra: 1 })).sort()).toEqual(Object.keys(labels).sort());
    expect(hint).not.toBe("");
  }
});

test("the command that sends an event proves it as the webhook wants it", () => {
  const signed = curlExample("https://box/api/hooks/a", { secret: "k" });
  expect(signed).toContain('X-Hub-Signature-256: sha256=$signature"');
  const token = curlExample("https://box/api/hooks/a", { secret: "k", proof: "token", idHeader: "X-Id" });
  expect(token).toContain('"Authorization: Bearer $SECRET"');
  expect(token).toContain('"X-Id: ');
  expect(token).not.toContain("openssl dgst");
});
