import { expect, test } from "vitest";
import type { AttemptResult, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import { transact } from "#platform/database/db.ts";
import { NO_WAKE_UPS, type WakeUp } from "#platform/wake-ups/wake-up.ts";
import { claimableTracks } from "#repos/tracks/claim-query.ts";
import { trackIn } from "#testing/launched.ts";
import { lastDeadlock } from "#testing/servers/last-deadlock.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { settleTracks } from "../attempts/settle-tracks.ts";
import { applyGraphText, saveGraph } from "../graphs/save-graph.ts";
import { sealGraph } from "../graphs/seal-graph.ts";
import { showGraph } from "../graphs/show-graph.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { launchPipeline } from "../pipelines/launch-pipeline.ts";
import { setPipelinePaused } from "../pipelines/pause-pipeline.ts";
import { listEvents } from "../pipelines/read/show-pipeline.ts";
import { answerPrompt } from "../prompts/answer-prompt.ts";
import { listPromptViews } from "../prompts/show-prompt.ts";
import { Refused } from "../refusals/refused.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { withPipeline } from "./with-pipeline.ts";

const { database, databaseUrl, launch } = await startTestSystem({ connections: 20 });
const runner = await StandInRunner.register(database, "stand-in");

const graph = (name: string, vertices: string, edges = "[]") =>
  `signalbox: 1\nname: ${name}\nvertices:\n${vertices}\nedges: ${edges}\n`;

const ASKS = "  A: { script: echo A, inputs: { ip: { type: ip, required: true } } }";

async function claimAll(): Promise<ClaimedTrack[]> {
  const claimed: ClaimedTrack[] = [];
  for (let track = await runner.claim(); track !== null; track = await runner.claim()) claimed.push(track);
  return claimed;
}

function resultOf(
  { trackId, pipelineId, number, attempt, token }: ClaimedTrack,
  exitCode = 0,
): AttemptResult {
  const end = {
    exitCode,
    signal: null,
    outputText: null,
    isOutputCut: false,
    endedBy: null,
    spawnError: null,
  };
  return { trackId, pipelineId, number, attempt, token, end, logBytes: 0, isLogCut: false };
}

const claimant = { runnerId: 1, name: "stand-in", labels: [""] };

test("the last two of a fork end at the same instant on two connections: the join becomes ready once", async () => {
  for (let round = 0; round < 15; round += 1) {
    const run = await launch(
      graph(
        `join-${round}`,
        "  A: { script: a }\n  B: { script: b }\n  J: { script: j }",
        "[A -> J, B -> J]",
      ),
    );
    const tracks = await claimAll();
    await Promise.all(tracks.map((track) => settleTracks(database, [resultOf(track)], claimant, 0)));
    const events = await listEvents(database.queries, run.id, undefined, 100);
    expect(events.filter(({ vertex, to }) => vertex === "J" && to === "pending")).toHaveLength(1);
    const [join] = await claimAll();
    if (join === undefined) throw new Error("The join was not claimable.");
    await settleTracks(database, [resultOf(join)], claimant, 0);
    const revs = (await listEvents(database.queries, run.id, undefined, 100)).map(({ rev }) => rev);
    const seen = [...new Set(revs)];
    expect(seen).toEqual(seen.map((_, index) => (seen[0] ?? 0) + index));
    expect((await run.now()).pipeline.state).toBe("succeeded");
  }
});

test("of two answers at the same moment one is accepted, and the other is refused with the first person's name", async () => {
  for (let round = 0; round < 15; round += 1) {
    const run = await launch(graph(`answers-${round}`, ASKS));
    const prompt = (await listPromptViews(database.queries, "open")).find(
      ({ pipeline }) => pipeline.id === run.id,
    );
    if (prompt === undefined) throw new Error("No prompt was opened.");
    const answers = await Promise.allSettled(
      ["ann", "bob"].map((name, place) =>
        answerPrompt(database, { id: prompt.id, values: { ip: `127.0.0.${place + 1}` } }, name),
      ),
    );
    const winner = answers.findIndex(({ status }) => status === "fulfilled");
    const lost = answers.find(({ status }) => status === "rejected") as PromiseRejectedResult;
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(lost.reason).toBeInstanceOf(Refused);
    expect((lost.reason as Refused).refusal).toMatchObject({ code: "conflict" });
    expect((lost.reason as Refused).refusal.text).toContain(["ann", "bob"][winner]);
    const [track] = await claimAll();
    expect(track?.task).toMatchObject({ env: { SIGNALBOX_INPUT_ip: `127.0.0.${winner + 1}` } });
    if (track !== undefined) await settleTracks(database, [resultOf(track)], claimant, 0);
  }
});

test("an answer and a cancel at the same moment end in one of the two, never in between", async () => {
  for (let round = 0; round < 15; round += 1) {
    const run = await launch(graph(`answer-or-cancel-${round}`, ASKS));
    const prompt = (await listPromptViews(database.queries, "open")).find(
      ({ pipeline }) => pipeline.id === run.id,
    );
    if (prompt === undefined) throw new Error("No prompt was opened.");
    const [answered] = await Promise.allSettled([
      answerPrompt(database, { id: prompt.id, values: { ip: "127.0.0.1" } }, "ann"),
      cancelPipeline(database, { id: run.id, kill: false }, "bob"),
    ]);
    expect(await claimAll()).toEqual([]);
    const view = await run.now();
    expect(view.pipeline.state).toBe("cancelled");
    expect(trackIn(view, "A").state).toBe("cancelled");
    if (answered.status === "rejected") expect(answered.reason).toBeInstanceOf(Refused);
  }
});

test("one key launched from ten connections at once is one pipeline", async () => {
  await applyGraphText(database, graph("keyed", "  A: { script: a }"), "ann");
  const request = { graph: "keyed", params: {}, inputs: {}, key: "the-key" };
  const launched = await Promise.all(
    Array.from({ length: 10 }, () => launchPipeline(database, request, "ann")),
  );
  expect(new Set(launched.map(({ id }) => id)).size).toBe(1);
  expect(launched.filter(({ isNew }) => isNew)).toHaveLength(1);
  await cancelPipeline(database, { id: launched[0]?.id ?? 0, kill: false }, "ann");
});

test("a key belongs to one graph: for another it is refused, and nothing is launched", async () => {
  for (const name of ["keyed", "keyed-too"])
    await applyGraphText(database, graph(name, "  A: { script: a }"), "ann");
  const order = (name: string) =>
    launchPipeline(database, { graph: name, params: {}, inputs: {}, key: "night" }, "ann");
  const { id } = await order("keyed");
  await expect(order("keyed-too")).rejects.toThrow("A pipeline of another graph was launched with this key");
  expect(await order("keyed")).toEqual({ id, isNew: false });
  await cancelPipeline(database, { id, kill: true }, "ann");
});

test("a result is accepted once: a repetition changes nothing, and a result of an older attempt is refused and recorded", async () => {
  const run = await launch(graph("late", "  A: { script: a }"));
  const [first] = await claimAll();
  if (first === undefined) throw new Error("There was nothing to claim.");
  expect((await settleTracks(database, [resultOf(first, 1)], claimant, 0)).fates).toEqual(["settled"]);
  const before = (await run.now()).pipeline.rev;
  expect((await settleTracks(database, [resultOf(first, 1)], claimant, 0)).fates).toEqual(["settled"]);
  expect((await run.now()).pipeline.rev).toBe(before);
  await retryTrack(database, { id: run.id, vertex: "A", reason: "again" }, "ann");
  const [second] = await claimAll();
  if (second === undefined) throw new Error("There was nothing to claim.");
  const forged = { ...resultOf(first, 0), token: Buffer.alloc(16, 7) };
  expect((await settleTracks(database, [forged], claimant, 0)).fates).toEqual(["stale"]);
  expect(trackIn(await run.now(), "A")).toMatchObject({ state: "running", attempt: 2 });
  const refused = (await listEvents(database.queries, run.id, undefined, 100)).filter(
    ({ kind }) => kind === "refused",
  );
  expect(refused).toHaveLength(1);
  await settleTracks(database, [resultOf(second)], claimant, 0);
  expect((await run.now()).pipeline.state).toBe("succeeded");
});

test("nothing of a paused pipeline is claimed, and pausing twice is pausing once", async () => {
  const run = await launch(graph("paused", "  A: { script: a }"));
  for (let time = 0; time < 2; time += 1)
    await setPipelinePaused(database, { id: run.id, isPaused: true }, "ann");
  expect(await claimAll()).toEqual([]);
  await setPipelinePaused(database, { id: run.id, isPaused: false }, "ann");
  const [track] = await claimAll();
  expect(track?.pipelineId).toBe(run.id);
  if (track !== undefined) await settleTracks(database, [resultOf(track)], claimant, 0);
  const paused = (await listEvents(database.queries, run.id, undefined, 100)).filter(
    ({ to }) => to === "paused",
  );
  expect(paused).toHaveLength(1);
});

test("of two saves based on the same edit the second is refused, and so is a seal of a draft that it did not see", async () => {
  const { edit } = await applyGraphText(database, graph("saves", "  A: { script: a }"), "ann");
  const { file } = await showGraph(database.queries, "saves", undefined);
  const saves = await Promise.allSettled(
    ["ann", "bob"].map((name) =>
      saveGraph(database, { name: "saves", edit, file: { ...file, description: name } }, name),
    ),
  );
  expect(saves.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(sealGraph(database, { name: "saves", edit }, "ann")).rejects.toMatchObject({
    refusal: { code: "conflict" },
  });
});

test("the same content sealed from five connections is one revision, also after a change was made and undone", async () => {
  await applyGraphText(database, graph("seals", "  A: { script: a }"), "ann");
  const sealed = await Promise.all(
    Array.from({ length: 5 }, () => sealGraph(database, { name: "seals" }, "ann")),
  );
  expect(sealed.map(({ revision }) => revision)).toEqual([1, 1, 1, 1, 1]);
  expect(sealed.filter(({ isNew }) => isNew)).toHaveLength(1);
  await applyGraphText(database, graph("seals", "  A: { script: b }"), "ann");
  expect(await sealGraph(database, { name: "seals" }, "ann")).toMatchObject({ revision: 2 });
  await applyGraphText(database, graph("seals", "  A: { script: a }"), "ann");
  expect(await sealGraph(database, { name: "seals" }, "ann")).toMatchObject({ revision: 1, isNew: false });
});

test("changes of the draft after a launch do not change the pipeline", async () => {
  const run = await launch(graph("pinned", "  A: { script: echo sealed }"));
  await applyGraphText(database, graph("pinned", "  A: { script: echo changed }\n  B: { script: b }"), "bob");
  const [track] = await claimAll();
  expect(track?.task).toMatchObject({ program: expect.stringContaining("echo sealed") });
  if (track !== undefined) await settleTracks(database, [resultOf(track)], claimant, 0);
  const view = await run.now();
  expect(view.pipeline.state).toBe("succeeded");
  expect(view.tracks).toHaveLength(1);
});

test("two pipelines of one graph, interleaved, never touch each other", async () => {
  const text = graph("twins", "  A: { script: a }\n  B: { script: b }", "[A -> B]");
  const [one, other] = [await launch(text), await launch(text)];
  const tracks = await claimAll();
  expect(tracks.map(({ pipelineId }) => pipelineId).sort()).toEqual([one.id, other.id].sort());
  const [first, second] = tracks;
  if (first === undefined || second === undefined) throw new Error("Two tracks were claimable.");
  await settleTracks(database, [resultOf(first, 1)], claimant, 0);
  await settleTracks(database, [resultOf(second)], claimant, 0);
  const views = await Promise.all([one.now(), other.now()]);
  expect(views.map(({ pipeline }) => pipeline.state).sort()).toEqual(["failed", "running"]);
  const [left] = await claimAll();
  if (left !== undefined) await settleTracks(database, [resultOf(left)], claimant, 0);
  expect(await claimableTracks(database.queries, claimant, 10)).toEqual([]);
});

test("a commit tells runners of work and kills, and web processes of every change; a rolled back one tells nothing", async () => {
  const told: string[] = [];
  const wakeUps = {
    ...NO_WAKE_UPS,
    send: (sent: readonly WakeUp[]) => void told.push(...sent.map(({ kind }) => kind)),
  };
  const watched = { ...database, wakeUps };
  const toldBy = async (act: () => Promise<unknown>) => {
    told.length = 0;
    await act();
    return [...told].sort();
  };
  await applyGraphText(watched, "signalbox: 1\nname: told\nvertices: { A: { script: x } }\n", "ann");
  const request = { graph: "told", params: {}, inputs: {} };
  let id = 0;
  expect(
    await toldBy(async () => {
      id = (await launchPipeline(watched, request, "ann")).id;
    }),
  ).toEqual(["changed", "work"]);
  expect(await toldBy(() => setPipelinePaused(watched, { id, isPaused: true }, "ann"))).toEqual(["changed"]);
  expect(await toldBy(() => setPipelinePaused(watched, { id, isPaused: false }, "ann"))).toContain("work");
  const teller = await StandInRunner.register(watched, "told");
  const claim = async () => {
    for (let track = await teller.claim(); track?.pipelineId !== id; track = await teller.claim())
      if (track === null) throw new Error("It is not claimable.");
  };
  expect(new Set(await toldBy(claim))).toEqual(new Set(["changed"]));
  expect(await toldBy(() => cancelPipeline(watched, { id, kill: true }, "ann"))).toEqual([
    "changed",
    "kill",
    "work",
  ]);
  const failing = () =>
    transact(watched, async (tx) => {
      await withPipeline(tx, id, async (session) => session.remark(null, "never", "ann"));
      throw new Error("rolled back");
    });
  expect(await toldBy(() => failing().catch(() => undefined))).toEqual([]);
});

test("drafts that are saved side by side wait for each other in no circle, also where all of their names change", async () => {
  const text = (place: number, round: number) => {
    const vertices = Array.from(
      { length: 40 },
      (_, number) => `  v${(number * (round + 1)) % 41}: { script: "${round}" }`,
    );
    const edges = Array.from({ length: 30 }, (_, number) => `v${((number + 1) * (round + 1)) % 41} -> v0`);
    return graph(`draft-${place}`, [...new Set(vertices)].join("\n"), `[${[...new Set(edges)].join(", ")}]`);
  };
  for (let round = 0; round < 6; round += 1)
    await Promise.all(
      Array.from({ length: 12 }, (_, place) => applyGraphText(database, text(place, round), "ann")),
    );
  const { digest } = await showGraph(database.queries, "draft-3", undefined);
  expect((await applyGraphText(database, text(3, 5), "ann")).digest).toBe(digest);
  expect(await lastDeadlock(database)).not.toContain(new URL(databaseUrl).pathname.slice(1));
});
