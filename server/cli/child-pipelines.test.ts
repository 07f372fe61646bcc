import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const { startApi, startRunner } = await startTestSystem();
const server = await startApi();
await startRunner({ SIGNALBOX_RUNNER: "r1", SIGNALBOX_SLOTS: "4" });

async function signalbox(words: string, stdin = "") {
  const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: server.url }, stdin);
  return { code: await command.code, out: command.out, err: command.err };
}

const ITEMS = `signalbox: 1
name: items
params: { hosts: { type: list, default: [a, b, c] } }
vertices:
  each:
    foreach: { items: params.hosts }
    inputs: { item: { type: string, from: item } }
    script: |
      echo "on {item}"
      test {item} != b || { echo "no space left" >&2; exit 3; }
  own: { script: "echo begins; exit 4" }
  good: { kind: graph, graph: below@1 }
`;
const BELOW = 'signalbox: 1\nname: below\nvertices: { only: { script: "echo below" } }\n';

for (const [name, text] of [
  ["below", BELOW],
  ["items", ITEMS],
] as const) {
  expect(await signalbox("graph apply -f -", text)).toMatchObject({ code: 0 });
  expect(await signalbox(`graph seal ${name}`)).toMatchObject({ code: 0 });
}
const watched = await signalbox("launch items --wait");
const id = Number(/Launched pipeline (\d+)/.exec(watched.err)?.[1]);
const { tracks } = JSON.parse((await signalbox(`pipeline show ${id} --json`)).out);
const childOf = (vertex: string) =>
  tracks.find((track: { vertex: string }) => track.vertex === vertex).child as { id: number; state: string };

test("a track that runs a child pipeline names it, in the table and in JSON", async () => {
  expect(childOf("each")).toEqual({ id: expect.any(Number), state: "failed", attempt: 1 });
  expect(childOf("good")).toEqual({ id: expect.any(Number), state: "succeeded", attempt: 1 });
  expect(tracks.find((track: { vertex: string }) => track.vertex === "own")).not.toHaveProperty("child");
  const { out } = await signalbox(`pipeline show ${id}`);
  expect(out).toMatch(
    new RegExp(
      `^each +failed .* Pipeline ${childOf("each").id} failed: 1 of 3 items failed: b failed: exit 3\\.$`,
      "m",
    ),
  );
  expect(watched.err + watched.out).toContain("1 of 3 items failed: b failed: exit 3");
  expect(out).toMatch(new RegExp(`^good +succeeded .* Pipeline ${childOf("good").id} succeeded\\.$`, "m"));
});

test("--grep searches what items and child pipelines printed where it is told so, and else says that it did not", async () => {
  const grep = (...more: string[]) => signalbox(["logs", id, "--grep", "space", ...more].join(" "));
  expect(await grep()).toEqual({
    ...{ code: 0, out: "" },
    err: `No line of the logs of pipeline ${id} has it.\nWhat items and child pipelines printed was not searched: add --children.\n`,
  });
  expect(await grep("--children")).toEqual({ code: 0, out: "each[b]: no space left\n", err: "" });
  const { matches } = JSON.parse((await grep("--children", "--json")).out);
  expect(matches).toMatchObject([{ pipeline: childOf("each").id, vertex: "b", name: "each[b]", line: 2 }]);
  expect((await signalbox(`logs ${id} --grep below --children`)).out).toBe("good / only: below\n");
  expect((await signalbox(`logs ${childOf("good").id} --grep zzz`)).err).not.toContain("--children");
  for (const words of ["own --grep x --children", "own --children", "--failed --children"])
    expect((await signalbox(`logs ${id} ${words}`)).code).toBe(2);
});

test("the log of a track that runs a child pipeline says where the logs are", async () => {
  const child = childOf("good").id;
  const { code, out, err } = await signalbox(`logs ${id} good`);
  expect({ code, out }).toEqual({ code: 0, out: "" });
  expect(err).toContain(`good of pipeline ${id} runs as pipeline ${child}`);
  expect(err).toContain(`logs ${child} VERTEX`);
  expect(await signalbox(`logs ${child} only`)).toMatchObject({ out: "below\n", err: "" });
});

test("the logs of what failed are those of the items and children that failed, not of the track that ran them", async () => {
  const child = childOf("each").id;
  const { out } = await signalbox(`logs ${id} --failed`);
  expect(out).toContain("==> own, attempt 1: exit 4 <==\nbegins\n");
  expect(out).toContain(`==> pipeline ${child}, b, attempt 1: exit 3 <==\non b\nno space left\n`);
  expect(out.match(/==>/g)).toHaveLength(2);
  const documents = JSON.parse((await signalbox(`logs ${id} --failed --json`)).out);
  expect(documents).toHaveLength(2);
  expect(documents).toContainEqual(expect.objectContaining({ pipeline: child, vertex: "b", attempt: 1 }));
});

test("a retry of all items says beforehand how many of them had succeeded, and how to retry only the others", async () => {
  const { out, err } = await signalbox(`track retry ${id} each --dry-run`);
  expect(out).toContain(
    "In a new child pipeline, from its beginning: each (3 items, of which 2 had succeeded)\n",
  );
  expect(err).toBe(
    "All 3 items of each run again, of which 2 had succeeded. With --only-failed only the others do.\n",
  );
  const only = await signalbox(`track retry ${id} each --only-failed --dry-run`);
  expect(only.out).toContain("Runs now, 1 of 3 items of each: b\n");
  expect(only.err).toBe("");
});

test("what a watcher is told to look at has a log", () => {
  expect(watched.code).toBe(1);
  expect(watched.err).toContain(`each failed: look with \`logs ${id} --failed\``);
  expect(watched.err).toContain(`own failed: look with \`logs ${id} own\``);
});

const LISTED = `signalbox: 1
name: listed
vertices:
  list:
    inputs: { hosts: { type: string, default: '["b"]' } }
    outputs: { hosts: { type: json } }
    script: echo hosts={hosts} >> $SIGNALBOX_OUTPUT
  each:
    foreach: { items: outputs.list.hosts }
    script: "echo below; exit 3"
edges: [list -> each]
`;

test("of an attempt that launched no child pipeline, the logs of the child of an earlier attempt are none of what failed", async () => {
  expect(await signalbox("graph apply -f -", LISTED)).toMatchObject({ code: 0 });
  expect(await signalbox("graph seal listed")).toMatchObject({ code: 0 });
  const launched = await signalbox("launch listed --wait");
  const run = Number(/Launched pipeline (\d+)/.exec(launched.err)?.[1]);
  expect((await signalbox(`logs ${run} --failed`)).out).toContain("below");
  const again = await signalbox(`track retry ${run} list --downstream --param hosts=5 --reason other`);
  expect(again).toMatchObject({ code: 0 });
  expect(await signalbox(`pipeline watch ${run}`)).toMatchObject({ code: 1 });
  const { out } = await signalbox(`logs ${run} --failed`);
  expect(out).not.toContain("below");
  expect(out).toMatch(/^==> each, attempt 2: /);
  const shown = await signalbox(`pipeline show ${run}`);
  expect(shown.out).not.toMatch(/^each .*Pipeline \d+ failed/m);
  expect((await signalbox(`logs ${run} each`)).err).not.toContain("runs as pipeline");
});
