import fc from "fast-check";
import { expect, test } from "vitest";
import { readJson } from "../json/read-json.ts";
import type { InputSpec, Json } from "../model/graph-content.ts";
import { explainDelivery, judgeDelivery } from "./judge-delivery.ts";
import { TRIGGER_KINDS } from "./trigger-kinds.ts";
import { triggerProblems } from "./trigger-problems.ts";

const { names } = TRIGGER_KINDS.webhook;
const specs: Readonly<Record<string, InputSpec>> = {
  branch: { type: "string", required: true },
  count: { type: "integer", default: 3 },
  note: { type: "string" },
  key: { type: "secret" },
};

function event(body: string, headers: Record<string, string> = {}): Record<string, Json> {
  const read = readJson(body);
  if (!read.ok) throw new Error(read.problem);
  return { body: read.value, headers: new Map(Object.entries(headers)), query: new Map() };
}
const textsOf = (filter: string | null, params: Record<string, string>) =>
  triggerProblems({ filter, params }, specs, names).map(({ path, text }) => `${path} ${text}`);

test("expressions over body, headers and query that fit the params have no problem", () => {
  const params = { branch: "body.ref", count: "size(headers)", note: "query.note" };
  expect(textsOf('headers["x-github-event"] == "push"', params)).toEqual([]);
  expect(textsOf(null, { branch: '"main"' })).toEqual([]);
});

test("each problem of a trigger is said, with its place", () => {
  const said = textsOf("1 + 1", {
    count: "size(query) > 1",
    note: "paramss.x",
    other: "body",
    key: "body.key",
  });
  expect(said).toEqual([
    "filter The filter `1 + 1`: a filter must be true or false, but this is int.",
    "params.count The param count, `size(query) > 1`: the param is of the type integer, but this is bool.",
    "params.note The param note, `paramss.x`: there is no `paramss` here: an expression of this trigger reads body, headers, query.",
    "params.other The param other: the graph declares branch, count, note, key.",
    "params.key The param key: an event must not choose a secret.",
    "params.branch The param branch: it is required, and no expression gives it.",
  ]);
  expect(textsOf("body.", { branch: "body.ref" })).toEqual([
    expect.stringMatching(/^filter The filter `body\.`/),
  ]);
});

test("an event whose filter is true launches with values of the types of the params", () => {
  const params = { branch: "body.ref", count: "body.n" };
  const filter = 'headers["x-event"] == "push"';
  const given = event('{"ref": "main", "n": 12}', { "x-event": "push" });
  expect(judgeDelivery({ filter, params }, specs, given)).toEqual({
    act: "launch",
    params: { branch: "main", count: 12 },
  });
  const other = event('{"ref": "main", "n": 12}', { "x-event": "ping" });
  expect(judgeDelivery({ filter, params }, specs, other)).toMatchObject({ act: "filter" });
});

test("a value that is not there is left out where the graph can do without it, and else refuses the event", () => {
  const params = { branch: "body.ref", count: "body.n", note: "body.note" };
  expect(judgeDelivery({ filter: null, params }, specs, event('{"ref": "main"}'))).toEqual({
    act: "launch",
    params: { branch: "main" },
  });
  expect(judgeDelivery({ filter: null, params }, specs, event('{"n": "many"}'))).toMatchObject({
    act: "refuse",
    reason: expect.stringMatching(/The param branch: .*The param count: /s),
  });
  expect(judgeDelivery({ filter: "body.ref", params }, specs, event('{"ref": "x"}'))).toMatchObject({
    act: "refuse",
  });
  expect(judgeDelivery({ filter: null, params: { gone: "1" } }, specs, event("{}"))).toMatchObject({
    act: "refuse",
  });
});

test("whatever JSON an event has, it is decided without an error of the program, and only declared params are given", () => {
  fc.assert(
    fc.property(fc.json(), (body) => {
      const params = { branch: "body.ref", count: "body[0]", note: "body" };
      const decision = judgeDelivery({ filter: "has(body.ref) || true", params }, specs, event(body));
      if (decision.act === "launch")
        for (const name of Object.keys(decision.params)) expect(Object.keys(specs)).toContain(name);
      else expect(decision.reason).not.toBe("");
    }),
  );
});

test("each part of a decision is explained, also what it did not need, and comes to the same decision", () => {
  const expressions = {
    filter: "body.go",
    params: { branch: "body.ref", count: "body.n", note: "body.note" },
  };
  const given = event('{"go": false, "ref": "main", "n": "many"}');
  const explained = explainDelivery(expressions, specs, given);
  expect(explained.decision).toEqual(judgeDelivery(expressions, specs, given));
  expect(explained).toMatchObject({
    decision: { act: "filter" },
    filter: { state: "false", reason: expect.stringContaining('body is {"go":false') },
    params: [
      { name: "branch", from: "body.ref", state: "given", value: "main" },
      { name: "count", state: "wrong" },
      { name: "note", state: "left-out", reason: expect.stringContaining("body.note") },
    ],
  });
});

test("settings of a webhook are read strictly, and name a secret; no header that proves something is the id of an event", () => {
  const problemOf = (settings: object) =>
    TRIGGER_KINDS.webhook.settings.safeParse(settings).error?.issues[0]?.path.join(".");
  expect(problemOf({ secret: "hook-key", idHeader: "X-GitHub-Delivery" })).toBeUndefined();
  expect(problemOf({ secret: "hook-key", idHeader: "a b" })).toBe("idHeader");
  expect(problemOf({ secret: "hook-key", idHeader: "Authorization" })).toBe("idHeader");
  expect(problemOf({ secret: "hook-key", idheader: "x" })).toBe("");
  expect(problemOf({})).toBe("secret");
  expect(problemOf({ secret: "hook-key", maxQueued: 0 })).toBe("maxQueued");
});

test("each kind has an example that its own names can be read from, and says what settings it cannot read", () => {
  for (const kind of Object.values(TRIGGER_KINDS)) {
    const example = readJson(kind.example);
    if (!example.ok || !(example.value instanceof Map)) throw new Error(kind.label);
    expect(Object.keys(kind.names)).toEqual(
      expect.arrayContaining([...Object.keys(kind.complete(Object.fromEntries(example.value)))]),
    );
    expect(kind.summary({ zebra: 1 })).toContain("save it again");
    expect(kind.secretsOf({ zebra: 1 })).toEqual([]);
  }
  const headers = new Map([["X-Event", "push"]]);
  expect(TRIGGER_KINDS.webhook.complete({ headers })).toEqual({
    body: new Map(),
    headers: new Map([["x-event", "push"]]),
    query: new Map(),
  });
});
