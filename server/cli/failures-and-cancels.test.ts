import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { linesOf } from "#testing/lines-of.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const { startApi, startRunner, makeDirectory } = await startTestSystem();
const server = await startApi();
await startRunner({ SIGNALBOX_RUNNER: "r1", SIGNALBOX_SLOTS: "8" });
const dir = await makeDirectory();

async function signalbox(words: string, stdin = "") {
  const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: server.url }, stdin);
  return { code: await command.code, out: command.out, err: command.err };
}

/** `a` fails until the file is there; `rescue` handles that, and `report` waits for it and for `b`. */
const RESCUED = `signalbox: 1
name: rescued
vertices:
  a: { script: 'test -e ${join(dir, "mended")}' }
  rescue: { script: echo plan B }
  b: { script: echo b }
  report: { script: echo report }
edges:
  - { tail: a, head: rescue, when: failed, rescue: true }
  - a -> b
  - b -> report
  - rescue -> report
`;

test("a handled failure and stale tracks are said beside the state, in every text and in JSON", async () => {
  await signalbox("graph apply -f -", RESCUED);
  const launched = await signalbox("launch rescued --wait");
  expect(launched.code, launched.out + launched.err).toBe(0);
  expect(launched.out).toMatch(/Pipeline \d+ succeeded · 1 failure handled after /);
  const id = /Pipeline (\d+)/.exec(launched.out)?.[1];
  expect((await signalbox("pipeline list")).out).toContain("succeeded · 1 failure handled");
  expect((await signalbox(`pipeline show ${id}`)).out).toMatch(/State +succeeded · 1 failure handled/);

  await signalbox(
    "graph apply -f -",
    `signalbox: 1\nname: mend\nvertices: { touch: { script: 'touch ${join(dir, "mended")}' } }\n`,
  );
  expect((await signalbox("launch mend --wait")).code).toBe(0);
  const retried = await signalbox(`track retry ${id} a --reason mended`);
  expect(retried.err).toContain("If a succeeds, this is stale, because it has run already: report.");
  expect(retried.err).toContain("--downstream");
  const watched = await signalbox(`pipeline watch ${id}`);
  expect(watched.code).toBe(0);
  expect(watched.out).toMatch(/Pipeline \d+ succeeded · 1 stale after /);
  expect(watched.err).toContain("report is older than what it waits for");
  expect((await signalbox(`pipeline show ${id}`)).out).toMatch(/report +succeeded, stale .*It is stale/);
  expect(JSON.parse((await signalbox(`pipeline show ${id} --json`)).out)).toMatchObject({
    state: "succeeded",
    handledFailures: 0,
    staleTracks: 1,
    tracks: [{ stale: false }, { stale: false }, { stale: false }, { vertex: "report", stale: true }],
  });
  await signalbox(`track retry ${id} report --downstream --reason again`);
  expect((await signalbox(`pipeline watch ${id}`)).out).toMatch(/Pipeline \d+ succeeded after /);
});

test("a cancel says what still runs, and with --kill that nothing does", async () => {
  const vertices = `  hold: { script: 'touch ${join(dir, "begun-NAME")}; while test ! -e ${join(dir, "go-NAME")}; do sleep 0.1; done' }
  work: { script: echo work }
  release: { script: 'echo release >> ${join(dir, "ran-NAME")}' }
  tell: { script: echo told }
  clean: { final: always, script: 'echo clean >> ${join(dir, "ran-NAME")}' }`;
  const edges =
    "[hold -> work, { tail: work, head: release, when: always }, { tail: hold, head: tell, when: failed }]";
  const begin = async (name: string) => {
    await signalbox(
      "graph apply -f -",
      `signalbox: 1\nname: ${name}\nvertices:\n${vertices}\nedges: ${edges}\n`.replaceAll("NAME", name),
    );
    const { id } = JSON.parse((await signalbox(`launch ${name} --json`)).out);
    await vi.waitFor(() => expect(existsSync(join(dir, `begun-${name}`))).toBe(true), 10_000);
    return id;
  };
  const soft = await begin("soft");
  const cancelled = await signalbox(`pipeline cancel ${soft}`);
  expect(cancelled.out).toBe(
    [
      `Pipeline ${soft} is cancelled: its running scripts finish first.`,
      "Still to run: release, clean.",
      "Run if they are reached: tell.",
      `\`pipeline cancel ${soft} --kill\` ends everything at once.\n`,
    ].join("\n"),
  );
  writeFileSync(join(dir, "go-soft"), "");
  await signalbox(`pipeline watch ${soft}`);
  expect(linesOf(join(dir, "ran-soft"))).toEqual(["release", "clean"]);

  const hard = await begin("hard");
  const killed = await signalbox(`pipeline cancel ${hard} --kill`);
  expect(killed.out).toBe(
    `Pipeline ${hard} is cancelled: its running scripts are being killed, and nothing else starts.\n`,
  );
  await signalbox(`pipeline watch ${hard}`);
  expect(existsSync(join(dir, "ran-hard"))).toBe(false);
});

test("a pipeline that ended by its timeout goes on after a retry of what had no time", async () => {
  await signalbox(
    "graph apply -f -",
    "signalbox: 1\nname: slow\ntimeout: 1s\nvertices:\n  wait: { kind: wait, wait: { for: 1h } }\n  after: { script: echo }\nedges: [wait -> after]\n",
  );
  const launched = await signalbox("launch slow --wait");
  expect(launched.code).toBe(1);
  const id = Number(/Pipeline (\d+) failed/.exec(launched.out)?.[1]);
  expect(launched.err).toContain(`goes on with \`track retry ${id} wait --reason TEXT\``);
  const retried = await signalbox(`track retry ${id} after --reason more-time`);
  expect(retried.code, retried.err).toBe(0);
  await vi.waitFor(async () => {
    const { tracks } = JSON.parse((await signalbox(`pipeline show ${id} --json`)).out);
    expect(tracks).toMatchObject([{ state: "sleeping" }, { state: "waiting" }]);
  }, 10_000);
});

test("what had no time in a child pipeline goes on with --only-failed", async () => {
  await signalbox(
    "graph apply -f -",
    "signalbox: 1\nname: short\ntimeout: 1s\nvertices: { wait: { kind: wait, wait: { for: 1h } } }\n",
  );
  await signalbox("graph seal short");
  await signalbox(
    "graph apply -f -",
    "signalbox: 1\nname: long\nvertices: { P: { kind: graph, graph: short@1 } }\n",
  );
  const { id } = JSON.parse((await signalbox("launch long --wait --json")).out);
  const retried = await signalbox(`track retry ${id} P --only-failed --reason more-time`);
  expect(retried.code, retried.err).toBe(0);
  const [child] = JSON.parse((await signalbox("pipeline list --graph short --children --json")).out);
  expect(child).toMatchObject({ state: "running", counts: { sleeping: 1 } });
});

test("the text of a graph, and of a difference, says what rescues, what is a final step and what starts after a time", async () => {
  const text = (rescue: string) =>
    `signalbox: 1\nname: words\nvertices: { a: { script: a }, b: { script: b }, end: { script: e, final: failed }, late: { script: l } }\nedges: [{ tail: a, head: b, when: failed${rescue} }]\n`;
  for (const rescue of ["", ", rescue: true", ", rescue: true }, { tail: a, head: late, after: 90s"]) {
    await signalbox("graph apply -f -", text(rescue));
    await signalbox("graph seal words");
  }
  const shown = await signalbox("graph show words");
  expect(shown.out).toContain("a -> b  when failed · rescue");
  expect(shown.out).toMatch(/end +script, final step: failed/);
  expect((await signalbox("graph diff words@1 words@2")).out).toContain(
    "~ edge a -> b: failed => failed · rescue",
  );
  expect(shown.out).toContain("a -> late  after 1m30s");
  expect((await signalbox("graph diff words@2 words@3")).out).toContain("+ edge a -> late: after 1m30s");
});

test("pipelines are retried and cancelled by their state, with a result for each, and first it is said what would run", async () => {
  const graph = (name: string, script: string) =>
    `signalbox: 1\nname: ${name}\nonFailure: continue\nvertices:\n  a: { script: '${script}' }\n  b: { script: '${script}' }\n  c: { script: 'true' }\n  d: { script: 'true' }\nedges: [a -> d]\n`;
  await signalbox("graph apply -f -", graph("many", `test -e ${join(dir, "room")}`));
  const ids: number[] = [];
  for (let n = 0; n < 2; n += 1) ids.push(JSON.parse((await signalbox("launch many --wait --json")).out).id);
  const said = await signalbox("pipeline retry --state failed --graph many --dry-run");
  expect(said.code, said.err).toBe(0);
  expect(said.out).toContain(`${ids[0]}: would be retried.\nRuns now: a, b\nRuns if it is reached: d\n`);
  expect(said.out).toContain("Does not run again: c\n");
  expect(said.out).toContain("2 of 2 previewed; nothing was changed.");
  writeFileSync(join(dir, "room"), "");
  const retried = await signalbox("pipeline retry --state failed --graph many --reason room");
  expect(retried.out).toBe(`${ids[0]}: a, b run again\n${ids[1]}: a, b run again\n2 of 2 done.\n`);
  for (const id of ids) expect((await signalbox(`pipeline watch ${id}`)).code).toBe(0);

  const again = await signalbox(`pipeline retry ${ids.join(" ")} 99999 --json`);
  expect(again.code).toBe(3);
  expect(JSON.parse(again.out)).toMatchObject([
    { pipeline: ids[0], done: false, error: { text: "Nothing in the pipeline has failed." } },
    { pipeline: ids[1], done: false },
    { pipeline: 99_999, done: false, error: { code: "not-found" } },
  ]);
  const cancelled = await signalbox(`pipeline cancel ${ids.join(" ")}`);
  expect(cancelled.code).toBe(3);
  expect(cancelled.out).toContain("0 of 2 done.");
  expect((await signalbox("pipeline retry")).code).toBe(2);
  expect((await signalbox("pipeline cancel 1 --state running")).code).toBe(2);
});

test("a rerun takes the values of the pipeline or others, on the same revision or on the newest, and says what differs", async () => {
  const graph = (more: string) =>
    `signalbox: 1\nname: twice\nparams: { who: { type: string, default: x }${more} }\nvertices:\n  a: { script: 'echo {n}', inputs: { n: { type: string, default: d }, w: { type: string, from: params.who } } }\n`;
  await signalbox("graph apply -f -", graph(", old: { type: string, default: o }"));
  const words = "launch twice --name night --priority -5 -p who=ann -p old=1 --input a.n=5 --wait --json";
  const { id } = JSON.parse((await signalbox(words)).out);
  await signalbox("graph apply -f -", graph(""));
  await signalbox("graph seal twice");
  const same = JSON.parse((await signalbox(`pipeline rerun ${id} --wait --json`)).out);
  expect(same).toMatchObject({ name: "night", priority: -5, revision: 1, params: { who: "ann", old: "1" } });
  expect(same.tracks).toMatchObject([{ inputs: { n: "5", w: "ann" } }]);
  const newest = await signalbox(
    `pipeline rerun ${id} --newest -p who=bob --name day --priority 3 --wait --json`,
  );
  expect(newest.err).toContain("- param old");
  expect(newest.err).toContain("Left out, because twice@2 does not have it: old.");
  const ended = JSON.parse(newest.out);
  expect(ended).toMatchObject({ name: "day", priority: 3, revision: 2, params: { who: "bob" } });
  expect(ended.tracks).toMatchObject([{ inputs: { n: "5", w: "bob" } }]);
});

test("a rerun skips what was skipped at the launch and begins where that began, unless all is to run; it stops again if told", async () => {
  const vertices =
    "{ a: { script: 'true' }, b: { script: 'true' }, c: { script: 'true' }, d: { script: 'true' } }";
  const edges = "[a -> b -> c -> d]";
  await signalbox("graph apply -f -", `signalbox: 1\nname: part\nvertices: ${vertices}\nedges: ${edges}\n`);
  const ended = async (words: string) => {
    const { out, err } = await signalbox(`${words} --wait --json`);
    const { id, tracks } = JSON.parse(out) as { id: number; tracks: { state: string }[] };
    return { id, err, states: tracks.map(({ state }) => state).join(" ") };
  };
  const first = await ended("launch part --from b --skip c");
  expect(first.states).toBe("skipped succeeded skipped succeeded");
  const again = await ended(`pipeline rerun ${first.id}`);
  expect(again.states).toBe(first.states);
  expect(again.err).toContain("Begins at b. Skips c. As at the launch; --all runs all.");
  // Who lets it go on lifts a breakpoint: it is known all the same.
  const stopped = JSON.parse(
    (await signalbox("launch part --skip b --skip c --skip d --break a --json")).out,
  );
  await signalbox(`track continue ${stopped.id} a`);
  const repeated = JSON.parse((await signalbox(`pipeline rerun ${stopped.id} --breaks --json`)).out);
  const shown = JSON.parse((await signalbox(`pipeline show ${repeated.id} --json`)).out);
  expect(shown.tracks[0]).toMatchObject({ vertex: "a", state: "sleeping" });
  await signalbox(`track continue ${repeated.id} a`);
  expect((await ended(`pipeline rerun ${again.id} --all`)).states).toBe(
    "succeeded succeeded succeeded succeeded",
  );
});

test("what a person decided about a track is said beside its state, with who and why", async () => {
  const input = "inputs: { n: { type: integer, default: 1 } }";
  await signalbox(
    "graph apply -f -",
    `signalbox: 1\nname: decided\nonFailure: continue\nvertices: { a: { script: 'exit 1' }, b: { ${input}, script: 'echo {n}' } }\n`,
  );
  const launched = await signalbox("launch decided --break b");
  const id = /pipeline (\d+)/i.exec(launched.out + launched.err)?.[1];
  await signalbox(`track set ${id} b -p n=2 --reason host`);
  await signalbox(`track continue ${id} b`);
  await signalbox(`pipeline watch ${id}`);
  const marked = await signalbox(`track succeed ${id} a --reason seen`);
  expect(marked.out).toBe(`a of pipeline ${id} is marked as succeeded.\n`);
  expect((await signalbox(`pipeline watch ${id}`)).code).toBe(0);
  const { out } = await signalbox(`pipeline show ${id}`);
  expect(out).toMatch(/State +succeeded · 2 overrides/);
  expect(out).toMatch(/^a +succeeded, override .*by .*: seen/m);
  expect(out).toMatch(/^b +succeeded, override .*Values set by .*: host\./m);
  const { tracks } = JSON.parse((await signalbox(`pipeline show ${id} --json`)).out);
  // The page shows the reason, and the notes of a person the override: in the same words.
  expect(tracks[0]).toMatchObject({ override: tracks[0].reason });
  expect(tracks[0].override).toMatch(/^marked as succeeded by .+: seen$/);
});
