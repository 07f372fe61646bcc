import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { importDefinition } from "../import-definition.ts";

/** The process of the examples with other fields of its activity "upgrade". */
function imported(fields: object, script: object = {}, more: object = {}) {
  const file = new URL("../../../../e2e/graphs/imports/bamboo-pipeline-tree.json", import.meta.url);
  const tree = JSON.parse(readFileSync(file, "utf8"));
  const upgrade = Object.values<Record<string, unknown>>(tree.activities).find(
    ({ name }) => name === "upgrade",
  );
  const value = { type: "splice", value: "apt-get install game=${version}" };
  const component = { code: "job_execute_shell", inputs: { script: { ...value, ...script }, ...more } };
  Object.assign(upgrade ?? {}, { component, auto_retry: null, ...fields });
  const result = importDefinition(JSON.stringify(tree));
  if (!result.ok) throw new Error(result.text);
  const graph = result.graphs.at(-1);
  return {
    spec: graph?.file.content.vertices.get("upgrade"),
    notes: graph?.notes.filter(({ vertex }) => vertex === "upgrade").map(({ text }) => text) ?? [],
  };
}

test("a value that the other system leaves as it is stays what it is", () => {
  expect(imported({}, { need_render: true }).spec?.script).toBe("apt-get install game={version}");
  const { spec, notes } = imported(
    {},
    { need_render: false },
    {
      from: { type: "splice", value: "${version}", need_render: "false" },
      to: { type: "splice", value: "${version}", need_render: null },
    },
  );
  expect(spec?.script).toBe("apt-get install game=${version}");
  expect(spec?.inputs?.["from"]).toEqual({ type: "string", default: "${version}" });
  expect(spec?.inputs?.["to"]).toMatchObject({ from: "params.version" });
  expect(notes.filter((note) => note.includes("not carried over"))).toEqual([]);
  expect(imported({}, { need_render: "perhaps" }).notes).toContainEqual('not carried over: "perhaps"');
});

test("a retry and a limit that are off are left out; where it is not known whether they are on, they are listed", () => {
  const times = { interval: 5, times: 2 };
  const limit = { seconds: 60, action: "forced_fail" };
  const off = imported({
    auto_retry: { enable: false, ...times },
    timeout_config: { enable: 0, ...limit },
  });
  expect([off.spec?.retry, off.spec?.timeout, off.notes]).toEqual([undefined, undefined, []]);
  for (const isOn of [{}, { enabled: true }, { enable: "perhaps" }]) {
    const { spec, notes } = imported({
      auto_retry: { ...isOn, ...times },
      timeout_config: { ...isOn, ...limit },
    });
    expect([spec?.retry, spec?.timeout]).toEqual([undefined, undefined]);
    const [listed] = Object.values(isOn).map((value) => JSON.stringify(value));
    const both = (text: string) => [`not carried over: ${text}`];
    expect(notes).toEqual(expect.arrayContaining([...both("2"), ...both("60"), ...both('"forced_fail"')]));
    if (listed !== undefined) expect(notes.filter((note) => note.endsWith(listed))).toHaveLength(2);
  }
  expect(imported({ timeout_config: { enable: true, ...limit } }).spec?.timeout).toBe(60_000);
});

test("a step that leads to itself is carried over without this edge, and a person has to look at it", () => {
  const step = (id: string, incoming: string[], outgoing: string | string[]) => ({
    [id]: { id, type: "ServiceActivity", name: id, incoming, outgoing, component: { code: "sleep_timer" } },
  });
  const flow = (id: string, source: string, target: string) => ({ [id]: { id, source, target } });
  const result = importDefinition(
    JSON.stringify({
      start_event: { id: "start", outgoing: "f0" },
      end_event: { id: "end", incoming: ["f3"] },
      activities: { ...step("a", ["f0", "f1"], ["f1", "f2"]), ...step("b", ["f2"], "f3") },
      gateways: {},
      constants: {},
      flows: {
        ...flow("f0", "start", "a"),
        ...flow("f1", "a", "a"),
        ...flow("f2", "a", "b"),
        ...flow("f3", "b", "end"),
      },
    }),
  );
  if (!result.ok) throw new Error(result.text);
  const [graph] = result.graphs;
  expect(graph?.file.content.edges.map(({ tail, head }) => [tail, head])).toEqual([["a", "b"]]);
  expect(graph?.notes).toContainEqual(
    expect.objectContaining({
      vertex: "a",
      blocks: true,
      text: expect.stringContaining("it led back to itself"),
    }),
  );
});
