import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { EXAMPLE_GRAPH } from "#services/graphs/example-graph.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const { startApi, startRunner } = await startTestSystem();
const server = await startApi();
await startRunner({ SIGNALBOX_RUNNER: "r1", SIGNALBOX_SLOTS: "8" });

function signalbox(words: string, stdin = "") {
  return runCliForTest(words.split(" "), { SIGNALBOX_URL: server.url }, stdin);
}

async function done(words: string, stdin = "") {
  const command = signalbox(words, stdin);
  expect(await command.code, command.err).toBe(0);
  return command;
}

/** The last of several documents, a line each. */
function lastLine(text: string) {
  return JSON.parse(text.trimEnd().split("\n").at(-1) ?? "");
}

async function json(words: string) {
  return JSON.parse((await done(`${words} --json`)).out);
}

const graph = (name: string, vertices: string, edges = "[]") =>
  `signalbox: 1\nname: ${name}\nvertices:\n${vertices}\nedges: ${edges}\n`;

test("test1 by the command line alone: apply, check, seal, launch, answer, watch it finish", async () => {
  await done(`graph apply -f ${join(PROJECT_ROOT, "e2e", "graphs", "test1.yaml")}`);
  await done("graph check test1");
  await done("graph seal test1");
  const { id } = await json("launch test1@1");
  const watching = signalbox(`pipeline watch ${id}`);
  await vi.waitFor(() => expect(watching.out).toMatch(/A +waiting for input/), 10_000);
  const [prompt] = await json("prompt list");
  await done(`prompt answer ${prompt.id} -p ip=127.0.0.1`);
  expect(await watching.code, watching.out + watching.err).toBe(0);
  const shown = await json(`pipeline show ${id}`);
  expect(shown.state).toBe("succeeded");
  expect(shown.tracks.map((track: { state: string }) => track.state)).toEqual(Array(4).fill("succeeded"));
  expect((await done(`logs ${id} A`)).out).toMatch(/^test1\.A\n127\.0\.0\.1 +STREAM/);
});

test("an approval shows what it is about: values from expressions, optional inputs, a title with values", async () => {
  const vertices = [
    `  pick: { script: 'echo server=web-7 >> "$SIGNALBOX_OUTPUT"' }`,
    "  gate:",
    "    kind: approval",
    "    prompt: { title: 'Restart {server}?' }",
    "    inputs:",
    "      server: { type: string, from: outputs.pick.server }",
    "      note: { type: string }",
    "      mode: { type: enum, enum: [fast, safe], default: safe }",
    "  go:",
    "    inputs: { mode: { type: string, from: outputs.gate.mode }, on: { type: string, from: outputs.gate.server } }",
    "    script: echo {mode} {on}",
  ].join("\n");
  await done("graph apply -f -", graph("gated", vertices, "[pick -> gate -> go]"));
  const { id } = await json("launch gated");
  await vi.waitFor(async () => expect(await json("prompt list")).toHaveLength(1), 10_000);
  expect((await done("prompt list")).out).toMatch(/note, mode .*Restart web-7\?/);
  const [prompt] = await json("prompt list");
  const shown = (await done(`prompt show ${prompt.id}`)).out;
  expect(shown).toMatch(/Approve\? +Restart web-7\?/);
  expect(shown).toMatch(/ABOUT +VALUE\n-*\n?server +web-7/);
  expect(shown).toMatch(/mode +fast \| safe +no +"safe"/);
  await done(`prompt answer ${prompt.id} -p mode=fast --approve`);
  const watched = signalbox(`pipeline watch ${id}`);
  expect(await watched.code, watched.out + watched.err).toBe(0);
  expect((await done(`logs ${id} go`)).out).toBe("fast web-7\n");
});

test("the options of a #! line are carried out for a script and for its undo; another interpreter is refused", async () => {
  const script = (line: string) => JSON.stringify(`${line}\nfalse; echo still here\n`);
  const vertices = [
    `  strict: { script: ${script("#!/bin/bash -e")}, revert: ${script("#!/bin/bash -e")}, revertFailed: true }`,
    `  plain: { script: ${script("#!/bin/bash")} }`,
  ].join("\n");
  await done("graph apply -f -", `${graph("shebang", vertices)}onFailure: continue\n`);
  const { id } = await json("launch shebang");
  expect(await signalbox(`pipeline watch ${id}`).code).toBe(1);
  const { tracks } = await json(`pipeline show ${id}`);
  expect(tracks).toMatchObject([{ state: "failed", reason: "exit 1" }, { state: "succeeded" }]);
  await done(`pipeline undo ${id} --reason strict`);
  await vi.waitFor(
    async () => expect((await json(`pipeline show ${id}`)).tracks[0].state).toBe("revert_failed"),
    10_000,
  );
  await done("graph apply -f -", graph("perl", `  A: { script: ${script("#!/usr/bin/perl")} }`));
  const checked = signalbox("graph check perl");
  expect(await checked.code).not.toBe(0);
  expect(checked.out + checked.err).toContain("asks for perl, but the script is run by bash");
});

test("a value is data, wherever it goes", async () => {
  const script = 'echo {word}; echo "<{word}>"; printf \'%s\' "$word" | wc -c';
  const vertices = `  A:\n    inputs: { word: { type: string } }\n    script: ${JSON.stringify(script)}`;
  await done("graph apply -f -", graph("data", vertices));
  const word = "';id;$(id)`id`\"*=x";
  const launched = runCliForTest(["launch", "data", "--input", `A.word=${word}`, "--wait", "--json"], {
    SIGNALBOX_URL: server.url,
  });
  expect(await launched.code, launched.err).toBe(0);
  const { id } = JSON.parse(launched.out);
  expect((await done(`logs ${id} A`)).out).toBe(`${word}\n<${word}>\n${word.length}\n`);
});

test("a log is followed while its script runs, and a cancel with --kill ends the script", async () => {
  const vertices = "  A: { script: 'echo begun; echo warned >&2; sleep 600' }\n  B: { script: echo B }";
  await done("graph apply -f -", graph("long", vertices, "[A -> B]"));
  const { id } = await json("launch long");
  const following = signalbox(`logs ${id} A --follow`);
  await vi.waitFor(() => expect(following.out).toContain("warned"), 10_000);
  const [busy] = await json("runner list");
  expect(busy).toMatchObject({ name: "r1", state: "ready", running: [{ pipeline: id, vertex: "A" }] });
  await done(`pipeline cancel ${id} --kill --reason enough`);
  expect(await following.code).toBe(0);
  const watched = signalbox(`pipeline watch ${id} --json`);
  expect(await watched.code).toBe(1);
  const ended = lastLine(watched.out);
  const lines = watched.out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ type, vertex, state }) => [type, vertex, state])).toEqual([
    ["track", "A", "cancelled"],
    ["track", "B", "cancelled"],
    ["pipeline", undefined, "cancelled"],
  ]);
  expect(ended).toMatchObject({
    state: "cancelled",
    tracks: [{ state: "cancelled" }, { state: "cancelled" }],
  });
});

test("outputs, exit codes and signals are shown as they were", async () => {
  const vertices = [
    `  ok: { script: 'echo "k=a=b" >> "$SIGNALBOX_OUTPUT"' }`,
    "  bad: { script: exit 3 }",
    "  hit: { script: kill -9 $$ }",
    "  behind: { script: echo never }",
  ].join("\n");
  await done("graph apply -f -", `${graph("ends", vertices, "[bad -> behind]")}onFailure: continue\n`);
  const launched = signalbox("launch ends --wait --json");
  expect(await launched.code).toBe(1);
  const { state, tracks } = JSON.parse(launched.out);
  expect(state).toBe("failed");
  expect(tracks).toMatchObject([
    { vertex: "ok", state: "succeeded", outputs: { k: "a=b" }, exitCode: 0, signal: null },
    { vertex: "bad", state: "failed", reason: "exit 3", exitCode: 3 },
    { vertex: "hit", state: "failed", exitCode: null, signal: "SIGKILL" },
    { vertex: "behind", state: "skipped", attempt: 0, startedAt: null },
  ]);
});

test("a choice by a script's output, values read from outputs and params, an edge that a person names", async () => {
  const vertices = [
    `  count:\n    branch: first\n    outputs: { n: { type: integer, required: true } }\n    script: 'echo "n=$SIGNALBOX_ATTEMPT" >> "$SIGNALBOX_OUTPUT"'`,
    "  many: { script: echo many }",
    `  few:\n    inputs:\n      n: { type: integer, from: outputs.count.n + params.add }\n      env: { type: string, from: params.env }\n    script: echo {n} {env}`,
  ].join("\n");
  const edges =
    "[{ tail: count, head: many, when: outputs.count.n > 5 }, { tail: count, head: few, when: outputs.count.n > params.least }]";
  const params =
    "params: { add: { type: integer, default: 40 }, env: { type: string, required: true }, least: { type: integer, default: 0 } }\n";
  await done("graph apply -f -", graph("choice", vertices, edges).replace("vertices:", `${params}vertices:`));
  const launched = signalbox("launch choice -p env=prod --wait --json");
  expect(await launched.code, launched.out + launched.err).toBe(0);
  const { id, tracks } = JSON.parse(launched.out);
  expect(tracks.map(({ state }: { state: string }) => state)).toEqual(["succeeded", "skipped", "succeeded"]);
  expect((await done(`logs ${id} few`)).out).toBe("41 prod\n");
  await done(`track retry ${id} count --downstream --reason once-more`);
  const rerun = signalbox(`pipeline watch ${id} --json`);
  expect(await rerun.code).toBe(0);
  expect(lastLine(rerun.out).tracks.map(({ attempt }: { attempt: number }) => attempt)).toEqual([2, 0, 2]);
  expect((await done(`logs ${id} few`)).out).toBe("42 prod\n");
  const lost = signalbox("launch choice -p env=prod -p least=3 --wait --json");
  expect(await lost.code).toBe(1);
  const failed = JSON.parse(lost.out);
  expect(failed.tracks[0].reason).toMatch(/^no condition met: .*outputs.count.n is the number 1/);
  const refused = signalbox(`track succeed ${failed.id} count -p n=many --reason seen`);
  expect(await refused.code).toBe(2);
  await done(`track succeed ${failed.id} count -p n=2 --next many --reason seen`);
  const watching = signalbox(`pipeline watch ${failed.id} --json`);
  expect(await watching.code).toBe(0);
  const states = lastLine(watching.out).tracks.map(({ state }: { state: string }) => state);
  expect(states).toEqual(["succeeded", "succeeded", "skipped"]);
});

test("an approval by the command line: rejected, asked again, approved, expired", async () => {
  const vertices = [
    "  ok: { kind: approval, prompt: { title: Go }, inputs: { host: { type: string, required: true, default: here } } }",
    "  live: { inputs: { host: { type: string, from: outputs.ok.host } }, script: 'echo {host}' }",
    "  late: { kind: approval, prompt: { timeout: 500ms, onTimeout: approve } }",
  ].join("\n");
  await done("graph apply -f -", graph("approval", vertices, "[ok -> live]"));
  const { id } = await json("launch approval");
  const open = async () => {
    const prompts: { id: number; vertex: string; approval: { title: string } }[] = await json("prompt list");
    return prompts.find(({ vertex }) => vertex === "ok");
  };
  const first = await open();
  expect(first?.approval.title).toBe("Go");
  await done(`prompt answer ${first?.id} --reject --comment not-yet`);
  const watching = signalbox(`pipeline watch ${id}`);
  expect(await watching.code).toBe(1);
  const failed = await json(`pipeline show ${id}`);
  expect(failed.tracks[0]).toMatchObject({ state: "failed", reason: "rejected by ann: not-yet" });
  await done(`track retry ${id} ok --reason again`);
  const second = await open();
  await done(`prompt answer ${second?.id} --approve -p host=there`);
  const again = signalbox(`pipeline watch ${id} --json`);
  expect(await again.code, again.err).toBe(0);
  expect(lastLine(again.out).tracks.map(({ state }: { state: string }) => state)).toEqual(
    Array(3).fill("succeeded"),
  );
  expect((await done(`logs ${id} live`)).out).toBe("there\n");
});

test("a log has the order in which a script wrote to stdout and stderr; with output: split it marks both", async () => {
  const script = "|\n      set -x\n      for n in 1 2 3; do echo out $n; echo err $n >&2; done";
  const vertices = `  merged:\n    script: ${script}\n  split:\n    output: split\n    script: ${script}`;
  await done("graph apply -f -", graph("order", vertices));
  const { id } = await json("launch order --wait");
  const traced = [1, 2, 3].flatMap((n) => [
    "+ for n in 1 2 3",
    `+ echo out ${n}`,
    `out ${n}`,
    `+ echo err ${n}`,
    `err ${n}`,
  ]);
  expect((await done(`logs ${id} merged`)).out).toBe(`${traced.join("\n")}\n`);
  const streamsOf = async (vertex: string) => {
    const { chunks } = await json(`logs ${id} ${vertex}`);
    return [...new Set(chunks.map(({ stream }: { stream: string }) => stream))].sort();
  };
  expect(await streamsOf("merged")).toEqual(["merged"]);
  expect(await streamsOf("split")).toEqual(["stderr", "stdout"]);
  expect((await done("graph export order")).out).toContain("\n    output: split\n");
  const refused = signalbox("graph apply -f -", graph("order", "  a: { script: echo, output: { n: {} } }"));
  expect(await refused.code).toBe(2);
  expect(refused.err).toMatch(/output.*(merged|outputs)/);
});

test("a Python script that its timeout ends leaves its output in the log, unless an input sets the variable", async () => {
  const script = "|\n      import time\n      print('line')\n      time.sleep(60)";
  const usual = `  usual:\n    interpreter: python3\n    timeout: 1s\n    script: ${script}`;
  const own = usual
    .replace("usual:", "own:")
    .replace("    timeout", "    inputs: { PYTHONUNBUFFERED: { type: string, default: '' } }\n    timeout");
  await done("graph apply -f -", `${graph("buffers", `${usual}\n${own}`)}onFailure: continue\n`);
  const { findings } = await json("graph check buffers");
  expect(findings).toEqual([]);
  const launched = signalbox("launch buffers --wait --json");
  expect(await launched.code).toBe(1);
  const { id } = JSON.parse(launched.out);
  expect((await done(`logs ${id} usual`)).out).toBe("line\n");
  expect((await done(`logs ${id} own`)).out).toBe("");
});

test("the example: one track fails, is retried by hand, the prompt is answered, all is well", async () => {
  // Its pauses are for people who watch.
  await done("graph apply -f -", EXAMPLE_GRAPH.replaceAll(/sleep \S+/g, "true"));
  const first = signalbox("launch restart-game --wait --json");
  expect(await first.code).toBe(1);
  const { id, tracks } = JSON.parse(first.out);
  const failed = tracks.filter((track: { state: string }) => track.state === "failed");
  expect(failed.map((track: { vertex: string }) => track.vertex)).toEqual(["verify-download"]);
  expect((await done(`logs ${id} verify-download`)).out).toContain("Press Retry");
  await done(`track retry ${id} verify-download --reason log-says-so`);
  const watching = signalbox(`pipeline watch ${id}`);
  await vi.waitFor(() => expect(watching.out).toMatch(/start-game +waiting for input/), 10_000);
  const [prompt] = await json("prompt list");
  await done(`prompt answer ${prompt.id} -p address=127.0.0.2`);
  expect(await watching.code, watching.out).toBe(0);
  const shown = await json(`pipeline show ${id}`);
  const start = shown.tracks.find((track: { vertex: string }) => track.vertex === "start-game");
  expect(start).toMatchObject({
    inputs: { operator: "night shift", address: "127.0.0.2" },
    outputs: { address: "127.0.0.2" },
  });
}, 60_000);
