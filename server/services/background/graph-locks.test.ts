import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { trackIn } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { examinePipelines } from "../pipelines/examine-pipelines.ts";
import { showPipeline } from "../pipelines/read/show-pipeline.ts";
import { undoPipeline } from "../pipelines/undo-pipeline.ts";
import { forceTrack } from "../tracks/force-track.ts";
import { retryFailed } from "../tracks/retry-failed.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { undoChildPipelines } from "./undo-child-pipelines.ts";

const { database, launch, seal, startRunner, makeDirectory } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1" });

let dir: string;
let journal: string;
beforeEach(async () => {
  dir = await makeDirectory();
  journal = join(dir, "journal");
});

function noting(word = ""): string {
  return `echo "+${word}" >> ${journal}; sleep 0.15; echo "-${word}" >> ${journal}`;
}

function mostAtOnce(word = ""): number {
  let now = 0;
  let most = 0;
  for (const line of readFileSync(journal, "utf8").trim().split("\n")) {
    if (line.slice(1) !== word) continue;
    now += line.startsWith("+") ? 1 : -1;
    most = Math.max(most, now);
  }
  return most;
}

test("a lock's name takes a value: tracks of one server exclude each other, and those of another go on", async () => {
  const text = `signalbox: 1
name: by-value
vertices:
  all:
    foreach: { items: '["web-1", "web-1", "web-2", "web-2"]' }
    inputs: { host: { type: string, from: item } }
    locks: ["server-{host}"]
    script: 'echo "+{host}" >> ${journal}; until [ "$(grep -c "^+" ${journal})" -ge 2 ]; do sleep 0.05; done; sleep 0.1; echo "-{host}" >> ${journal}'
`;
  const run = await launch(text);
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect([mostAtOnce("web-1"), mostAtOnce("web-2")]).toEqual([1, 1]);
  const bad = await launch(text.replace('"web-1", "web-1"', '"web 1"').replace("by-value", "bad-value"));
  const { child } = trackIn(await bad.until(({ pipeline }) => pipeline.state === "failed"), "all");
  const tracks = (await showPipeline(database.queries, child?.id ?? -1)).tracks;
  expect(tracks.find(({ vertex }) => vertex === "web 1" || vertex === "1")?.reason).toContain(
    "`server-web 1` cannot be the name of a lock",
  );
});

test("a lock with three slots is held by three tracks at once, over all pipelines; a smaller number elsewhere counts", async () => {
  const names = (count: number) => Array.from({ length: count }, (_, place) => `v${place}`);
  const text = (name: string, lock: string, count: number) =>
    `signalbox: 1\nname: ${name}\nvertices:\n${names(count)
      .map((vertex) => `  ${vertex}: { locks: [${lock}], script: '${noting()}' }`)
      .join("\n")}\n`;
  const runs = [
    await launch(text("sem-1", "{ name: db, slots: 3 }", 5)),
    await launch(text("sem-2", "{ name: db, slots: 3 }", 5)),
  ];
  for (const run of runs) await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(mostAtOnce()).toBeGreaterThan(1);
  expect(mostAtOnce()).toBeLessThanOrEqual(3);
  writeFileSync(journal, "");
  const mixed = [
    await launch(
      text("sem-3", "{ name: mixed, slots: 3 }", 4).replaceAll('"+"', '"+x"').replaceAll('"-"', '"-x"'),
    ),
    await launch(text("sem-4", "mixed", 4)),
  ];
  for (const run of mixed) await run.until(({ pipeline }) => pipeline.state === "succeeded");
  let others = 0;
  for (const line of readFileSync(journal, "utf8").trim().split("\n")) {
    if (line === "+x") others += 1;
    if (line === "-x") others -= 1;
    // Whoever says that there is one slot is alone.
    if (line === "+" || line === "-") expect(others).toBe(0);
  }
});

test("a graph's locks are held while its child runs; tracks below share them, one at a time, and others wait and say for what", async () => {
  await seal(
    `signalbox: 1\nname: locked-child\nvertices:\n  A: { locks: [box], script: '${noting("in")}' }\n  B: { locks: [box], script: '${noting("in")}' }\n  last: { script: 'until [ -e ${dir}/go ]; do sleep 0.05; done' }\nedges: [A -> last, B -> last]\n`,
  );
  const run = await launch(
    "signalbox: 1\nname: holds\nvertices: { run: { kind: graph, graph: locked-child@1, locks: [box] } }\n",
  );
  await expect.poll(async () => (await run.track("run")).child?.state, { timeout: 20_000 }).toBe("running");
  const other = await launch(
    `signalbox: 1\nname: waits\nvertices:\n  run: { kind: graph, graph: locked-child@1, locks: [box] }\n  script: { locks: [box], script: '${noting("out")}' }\n`,
  );
  const waiting = await other.until(({ tracks }) => tracks.every(({ state }) => state !== "waiting"));
  expect(trackIn(waiting, "run")).toMatchObject({
    state: "sleeping",
    child: null,
    reason: "waits for its lock box",
  });
  expect(trackIn(waiting, "script").why).toContain("the lock box");
  writeFileSync(join(dir, "go"), "");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  await other.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(mostAtOnce("in")).toBe(1);
});

test("the locks stay held until a child that nobody waits for has ended, and a retry below takes them again or is refused", async () => {
  await seal(`signalbox: 1\nname: fails-once\nvertices:\n  A: { script: 'test -e ${dir}/ok' }\n`);
  const run = await launch(
    "signalbox: 1\nname: retakes\nvertices: { run: { kind: graph, graph: fails-once@1, locks: [again] } }\n",
  );
  await run.until(({ pipeline }) => pipeline.state === "failed");
  const child = (await run.track("run")).child?.id ?? -1;
  const other = await launch(
    `signalbox: 1\nname: takes\nvertices: { A: { locks: [again], script: 'until [ -e ${dir}/go ]; do sleep 0.05; done' } }\n`,
  );
  await other.until(({ tracks }) => tracks[0]?.state === "running");
  writeFileSync(join(dir, "ok"), "");
  const retry = () => retryTrack(database, { id: child, vertex: "A", reason: "mended" }, "ann");
  await expect(retry()).rejects.toThrow(/The lock again, .* is taken by another track/);
  writeFileSync(join(dir, "go"), "");
  await other.until(({ pipeline }) => pipeline.state === "succeeded");
  await retry();
  await run.until(({ pipeline }) => pipeline.state === "succeeded");

  await seal(
    `signalbox: 1\nname: ends-slowly\nvertices: { A: { script: 'until [ -e ${dir}/end ]; do sleep 0.05; done' } }\n`,
  );
  const forced = await launch(
    "signalbox: 1\nname: forced\nvertices: { run: { kind: graph, graph: ends-slowly@1, locks: [again] } }\n",
  );
  await expect
    .poll(async () => (await forced.track("run")).child?.state, { timeout: 20_000 })
    .toBe("running");
  const slow = (await forced.track("run")).child?.id ?? -1;
  await expect
    .poll(async () => (await showPipeline(database.queries, slow)).tracks[0]?.state, { timeout: 20_000 })
    .toBe("running");
  await forceTrack(database, { id: forced.id, vertex: "run", to: "skipped", reason: "enough" }, "ann");
  const [held] = await database.pool.query(
    "select convert(name using utf8mb4) as name from concurrency_slot",
  );
  expect(held).toEqual([{ name: "lock:again" }]);
  writeFileSync(join(dir, "end"), "");
}, 90_000);

test("a graph's locks are held while its child is undone: the undo waits for them, and a retry of it is refused", async () => {
  await seal(
    `signalbox: 1\nname: is-undone\nvertices:\n  A: { script: 'true', revert: 'echo + >> ${journal}; echo - >> ${journal}; test -e ${dir}/ok' }\n`,
  );
  const run = await launch(
    "signalbox: 1\nname: undoes\nvertices: { run: { kind: graph, graph: is-undone@1, locks: [undo] } }\n",
  );
  const holder = async (go: string) => {
    const other = await launch(
      `signalbox: 1\nname: holds-${go}\nvertices: { A: { locks: [undo], script: 'echo + >> ${journal}; until [ -e ${dir}/${go} ]; do sleep 0.05; done; echo - >> ${journal}' } }\n`,
    );
    await other.until(({ tracks }) => tracks[0]?.state === "running");
  };
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  await holder("first");
  await undoPipeline(database, { id: run.id, reason: "wrong" }, "ann");
  await undoChildPipelines(database);
  const waits = await run.track("run");
  expect(waits).toMatchObject({ state: "reverting", child: { state: "succeeded" } });
  expect(waits.why).toContain("the lock undo");
  writeFileSync(join(dir, "first"), "");
  await run.until(({ pipeline }) => pipeline.state === "failed");
  await holder("second");
  const retry = () => retryTrack(database, { id: run.id, vertex: "run", reason: "mended" }, "ann");
  writeFileSync(join(dir, "ok"), "");
  await expect(retry()).rejects.toThrow(/The lock undo, .* is taken by another track/);
  writeFileSync(join(dir, "second"), "");
  await vi.waitFor(retry, { timeout: 20_000 });
  await run.until(({ pipeline }) => pipeline.state === "reverted");
  expect(mostAtOnce()).toBe(1);
}, 90_000);

/** A pipeline that holds the lock until the file `go` is there. */
async function holdLock(lock: string, go: string) {
  const other = await launch(
    `signalbox: 1\nname: holds-${go}\nvertices: { A: { locks: [${lock}], script: 'until [ -e ${dir}/${go} ]; do sleep 0.05; done' } }\n`,
  );
  await other.until(({ tracks }) => tracks[0]?.state === "running");
  return other;
}

test("a track whose child was undone before is undone at once, also while another track has its lock", async () => {
  await seal("signalbox: 1\nname: undone-alone\nvertices: { A: { script: 'true', revert: 'true' } }\n");
  const run = await launch(
    "signalbox: 1\nname: undone-before\nvertices: { run: { kind: graph, graph: undone-alone@1, locks: [before] } }\n",
  );
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  const child = (await run.track("run")).child?.id ?? -1;
  await undoPipeline(database, { id: child, reason: "wrong" }, "ann");
  await expect.poll(async () => (await run.track("run")).child?.state, { timeout: 20_000 }).toBe("reverted");
  const other = await holdLock("before", "go-before");
  await undoPipeline(database, { id: run.id, reason: "wrong" }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "reverted");
  writeFileSync(join(dir, "go-before"), "");
  await other.until(({ pipeline }) => pipeline.state === "succeeded");
}, 90_000);

test("of several failed undos those are retried whose locks are free, and the others are named", async () => {
  await seal(
    `signalbox: 1\nname: undo-fails\nvertices: { A: { script: 'true', revert: 'test -e ${dir}/ok' } }\n`,
  );
  const run = await launch(
    "signalbox: 1\nname: two-undos\nvertices:\n  one: { kind: graph, graph: undo-fails@1, locks: [one] }\n  two: { kind: graph, graph: undo-fails@1, locks: [two] }\n",
  );
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  await undoPipeline(database, { id: run.id, reason: "wrong" }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "failed");
  const other = await holdLock("one", "go-one");
  writeFileSync(join(dir, "ok"), "");
  const result = await retryFailed(database, { id: run.id, reason: "mended" }, "ann");
  expect(result).toEqual({
    retried: ["two"],
    inside: [],
    refused: [{ vertex: "one", why: expect.stringMatching(/^The lock one, .* is taken by another track/) }],
  });
  await run.until(({ tracks }) => tracks.some(({ state }) => state === "reverted"));
  writeFileSync(join(dir, "go-one"), "");
  await other.until(({ pipeline }) => pipeline.state === "succeeded");
  await run.until(({ pipeline }) => pipeline.state === "failed");
  await retryFailed(database, { id: run.id, reason: "mended" }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "reverted");
}, 90_000);

test("a graph's timeout ends what runs below; then the track fails, is skipped or is tried again", async () => {
  await seal(
    "signalbox: 1\nname: sleeps\nvertices: { A: { script: 'sleep 600' }, B: { script: 'true' } }\nedges: [A -> B]\n",
  );
  await seal("signalbox: 1\nname: between-2\nvertices: { deep: { kind: graph, graph: sleeps@1 } }\n");
  const run = await launch(`signalbox: 1
name: times-out
onFailure: continue
vertices:
  fails: { kind: graph, graph: between-2@1, timeout: 1s }
  skips: { kind: graph, graph: sleeps@1, timeout: 1s, onTimeout: skip }
  tries: { kind: graph, graph: sleeps@1, timeout: 1s, onTimeout: retry, retry: { max: 1 } }
`);
  const view = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(trackIn(view, "fails")).toMatchObject({ state: "failed", reason: "timeout after 1s" });
  expect(trackIn(view, "skips")).toMatchObject({ state: "skipped", reason: "timeout after 1s" });
  expect(trackIn(view, "tries")).toMatchObject({ state: "failed", attempt: 2 });
  const child = await showPipeline(database.queries, trackIn(view, "fails").child?.id ?? -1);
  expect(child.pipeline.state).toBe("failed");
}, 90_000);

test("two pipelines that hold each other's lock say so, doctor names the tracks, and a cancel ends it", async () => {
  for (const lock of ["left", "right"])
    await seal(
      `signalbox: 1\nname: needs-${lock}\nvertices: { first: { script: 'until [ -e ${dir}/go ]; do sleep 0.05; done' }, A: { locks: [${lock}], script: 'true' } }\nedges: [first -> A]\n`,
    );
  const text = (held: string, needed: string) =>
    `signalbox: 1\nname: has-${held}\nvertices: { run: { kind: graph, graph: needs-${needed}@1, locks: [${held}] } }\n`;
  const [left, right] = [await launch(text("left", "right")), await launch(text("right", "left"))];
  for (const run of [left, right])
    await expect.poll(async () => (await run.track("run")).child?.state, { timeout: 20_000 }).toBe("running");
  writeFileSync(join(dir, "go"), "");
  const child = (await left.track("run")).child?.id ?? -1;
  const waiting = async () => trackIn(await showPipeline(database.queries, child), "A");
  await expect
    .poll(async () => (await waiting()).why, { timeout: 30_000 })
    .toMatch(/^Waits in a ring: .*A of pipeline \d+ waits for the lock right, which run of pipeline \d+ has/);
  const examined = (await examinePipelines(database, false, "ann")).inconsistent;
  expect(examined.flatMap(({ violations }) => violations.map(({ code, vertex }) => [code, vertex]))).toEqual([
    ["waits-in-a-ring", "A"],
    ["waits-in-a-ring", "A"],
  ]);
  await cancelPipeline(database, { id: right.id, kill: false }, "ann");
  await left.until(({ pipeline }) => pipeline.state === "succeeded");
  await right.until(({ pipeline }) => pipeline.state === "cancelled");
}, 90_000);

test("in the end no slot is held", async () => {
  const held = async () => (await database.pool.query("select * from concurrency_slot"))[0];
  await expect.poll(held, { timeout: 20_000 }).toEqual([]);
});
