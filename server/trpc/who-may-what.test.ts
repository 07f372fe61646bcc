import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { GraphView } from "#contract/graphs/graphs.ts";
import type { OtherFolders } from "#contract/pipelines/other-folders.ts";
import type { PipelineView } from "#contract/pipelines/pipelines.ts";
import { ACTS, type Act } from "#engine/rights/acts.ts";
import { ROLES, type Role } from "#engine/rights/roles.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { insertRunner } from "#repos/fleet/runner-rows.ts";
import { reconcileChildPipelines } from "#services/background/reconcile-child-pipelines.ts";
import { applyGraph } from "#services/graphs/apply-graph.ts";
import { moveGraph } from "#services/graphs/folder-of-graph.ts";
import { actorOfToken, createToken } from "#services/people/api-tokens.ts";
import { addPerson } from "#services/people/people.ts";
import { beginSession } from "#services/people/sessions.ts";
import { type Actor, COMMAND_LINE } from "#services/rights/actor.ts";
import { listFolderAdmins } from "#services/rights/folders.ts";
import { addGrant, listGrants } from "#services/rights/grants.ts";
import { addGroup } from "#services/rights/groups.ts";
import { rightsOfPerson } from "#services/rights/rights-of.ts";
import { ANN_ASKS } from "#testing/api/ann-asks.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { callsOn } from "./calls-for-test.ts";
import { expectedOf, MAY, procedures, statusOf } from "./expected-for-test.ts";
import { INPUTS, type Side, type Whole } from "./inputs-for-test.ts";
import { asWebProcess, ROUTE_CALLS, type Shown } from "./route-calls-for-test.ts";
import { ROUTE_NEEDS } from "./serve/route-needs.ts";
import { makeSide } from "./side-for-test.ts";

const system = await startTestSystem();
const { database, launch, seal } = system;
const { queries } = database;
const box = secretBox(randomBytes(32));

let own: Side;
let foreign: Side;
let whole: Whole;
beforeAll(async () => {
  own = await makeSide(system, box, "own");
  foreign = await makeSide(system, box, "foreign");
  const { id: personId } = await addPerson(queries, { name: "other", email: null }, COMMAND_LINE);
  const { id: groupId } = await addGroup(queries, "a group", COMMAND_LINE);
  const { id: sessionId } = await beginSession(queries, personId, ANN_ASKS.browser);
  whole = { personId, groupId, sessionId };
  const row = { name: "r1", host: "h", pid: 1, labels: [], slots: 1, containment: "fence" };
  await insertRunner(queries, row, 60_000);
});

const { call, refusalIn } = callsOn(database, box);

async function personIn(role: Role | null): Promise<Extract<Actor, { who: "person" }>> {
  const account = { name: role ?? "no role", email: null };
  const given = role === null ? account : { ...account, role, folder: "own" };
  const { id } = await addPerson(queries, given, COMMAND_LINE);
  const { id: session } = await beginSession(queries, id, ANN_ASKS.browser);
  return {
    who: "person",
    id,
    name: account.name,
    sessionId: session,
    rights: await rightsOfPerson(queries, id),
  };
}

async function tokenOf(act: Act): Promise<{ actor: Actor; token: string }> {
  const { token } = await createToken(
    queries,
    { name: act, acts: [act], days: 1, folder: "own" },
    COMMAND_LINE,
  );
  const actor = await actorOfToken(queries, token);
  if (actor === null) throw new Error("The token is not known.");
  return { actor, token };
}

async function walk(actor: Actor, acts: readonly Act[]): Promise<void> {
  const who = { acts, isPerson: actor.who === "person" };
  for (const procedure of procedures)
    for (const [side, at] of [
      ["own", own],
      ["foreign", foreign],
    ] as const) {
      const { outcome, answer } = await call(procedure.path, actor, INPUTS[procedure.path]?.(at, whole));
      const expected = expectedOf(procedure, who, side);
      // What a person changes of themselves needs no side; what was refused because of its state was allowed.
      expect([procedure.path, side, outcome]).toEqual([procedure.path, side, expected]);
      if (outcome === "allowed" && !(side === "foreign" && procedure.about === "oneself"))
        expect([procedure.path, JSON.stringify(answer)?.includes("foreign") ?? false]).toEqual([
          procedure.path,
          false,
        ]);
    }
}

test("every procedure has a row, and there is no other row", () => {
  expect(Object.keys(INPUTS).sort()).toEqual(procedures.map(({ path }) => path).sort());
});

test.each([null, ...ROLES])(
  "somebody who is %s of one folder is answered as that role may, and sees nothing of another",
  async (role) => {
    await walk(await personIn(role), MAY[role ?? "nothing"]);
  },
);

test("a pipeline that may be read is not compared with one that may not", async () => {
  const { actor } = await tokenOf("read");
  for (const path of ["pipelines.compare", "pipelines.compareTracks", "pipelines.compareRevisions"]) {
    const both = { ...(INPUTS[path]?.(own, whole) as object), with: foreign.pipeline };
    expect(await call(path, actor, both)).toMatchObject({ outcome: "not-found" });
  }
});

test.each(ACTS)(
  "a token that may only %s in one folder is answered for that, and sees nothing of another",
  async (act) => {
    await walk((await tokenOf(act)).actor, [act]);
  },
);

test("what may not be seen is answered in the same words as what is not there", async () => {
  const viewer = await personIn("viewer");
  for (const { path, about } of procedures) {
    if (
      ![
        "graph",
        "launch",
        "pipeline",
        "prompt",
        "secret",
        "connection",
        "stream",
        "schedule",
        "trigger",
        "notice rule",
        "folder",
        "parent folder",
      ].includes(about)
    )
      continue;
    const nowhere: Side = {
      ...foreign,
      graph: "nowhere",
      pipeline: 1,
      prompt: 999,
      secret: "nowhere",
      connection: "nowhere",
      stream: "nowhere",
      folder: "nowhere",
      below: "nowhere/x",
    };
    const texts = await Promise.all(
      [foreign, nowhere].map(async (side) => {
        const { outcome, answer } = await call(path, viewer, INPUTS[path]?.(side, whole));
        const said = String(answer).replace(/"[^"]*"|\d+/g, "X");
        return `${outcome}: ${said}`;
      }),
    );
    expect([path, texts[1]]).toEqual([path, texts[0]]);
  }
});

test("numbers count only what may be read, and a moved graph is seen at once where it is now", async () => {
  const viewer = await personIn("viewer");
  const numbers = async () => (await call("system.overview", viewer, undefined)).answer;
  expect(await numbers()).toMatchObject({
    openPrompts: 1,
    runningPipelines: 1,
    lostTracks: 0,
    hasGraphs: true,
  });
  await moveGraph(database, { name: foreign.graph, folder: own.below }, COMMAND_LINE);
  expect(await numbers()).toMatchObject({ openPrompts: 2, runningPipelines: 2 });
  expect((await call("pipelines.show", viewer, { id: foreign.pipeline })).outcome).toBe("allowed");
  await moveGraph(database, { name: foreign.graph, folder: foreign.folder }, COMMAND_LINE);
  expect(await numbers()).toMatchObject({ openPrompts: 1, runningPipelines: 1 });
});

test("a child pipeline of a graph in a foreign folder is counted only for who may read that", async () => {
  await seal({ name: "counted", vertices: { secretly: { kind: "wait", wait: { for: "1h" } } } });
  const { id } = await launch({ name: "counts", vertices: { R: { kind: "graph", graph: "counted@1" } } });
  await moveGraph(database, { name: "counts", folder: "own" }, COMMAND_LINE);
  await moveGraph(database, { name: "counted", folder: "foreign" }, COMMAND_LINE);
  await reconcileChildPipelines(database);
  const viewer = await personIn("viewer");
  const counts = async () => (await call("pipelines.childCounts", viewer, { id })).answer;
  expect(await counts()).toEqual([]);
  const { tracks } = (await call("pipelines.show", viewer, { id })).answer as PipelineView;
  expect(tracks[0]?.child).toBeNull();
  const others = async (actor: Actor) => (await call("pipelines.otherFolders", actor, { id })).answer;
  expect(await others(viewer)).toEqual({ parent: null, children: [] });
  const child = ((await others(COMMAND_LINE)) as OtherFolders).children[0]?.child.id ?? 0;
  expect((await call("pipelines.tracks", viewer, { id: child })).outcome).toBe("not-found");
  await moveGraph(database, { name: "counted", folder: own.below }, COMMAND_LINE);
  expect(await counts()).toEqual([{ vertex: "R", counts: { sleeping: 1 } }]);
  expect((await call("pipelines.tracks", viewer, { id: child })).outcome).toBe("allowed");
});

test("what check has stored of a graph in a foreign folder is told only to who may read that", async () => {
  const vertices = { A: { script: "true" } };
  const params = { hidden: { type: "text", required: true } };
  await seal({ name: "inner", params, vertices });
  await moveGraph(database, { name: "inner", folder: "foreign" }, COMMAND_LINE);
  const outer = { signalbox: 1, name: "outer", vertices: { R: { kind: "graph", graph: "inner@1" } } };
  await applyGraph(database, { text: JSON.stringify(outer), folder: "own" }, COMMAND_LINE);
  const findingsFor = async (actor: Actor) =>
    (await call("graphs.show", actor, { name: "outer" })).answer as Pick<GraphView, "findings">;
  const { findings } = await findingsFor(await personIn("viewer"));
  expect(findings).toMatchObject([{ code: "child-param-missing", level: "error", vertices: ["R"] }]);
  expect(JSON.stringify(findings)).not.toContain("hidden");
  expect(JSON.stringify(await findingsFor(COMMAND_LINE))).toContain("requires the param hidden");
});

test("a refusal says which role is missing, in which folder, and who can give it", async () => {
  await addGrant(database, { folder: "own", role: "admin", person: whole.personId }, COMMAND_LINE);
  const viewer = await personIn("viewer");
  const { answer } = await call("pipelines.launch", viewer, { graph: own.graph });
  expect(answer).toBe('viewer may not "launch" in own: this needs the role operator there.');
  const [, caught] = await Promise.all([null, refusalIn("pipelines.launch", viewer, { graph: own.graph })]);
  expect(caught?.todo).toMatch(/^Ask (?:.*)other(?:.*): they can give it under Settings, Folders\.$/);
  // The same on the pages: those who are nearest first, and nothing about folders that nobody may read.
  await addPerson(queries, { name: "far", email: null, role: "admin" }, COMMAND_LINE);
  await addPerson(queries, { name: "near", email: null, role: "admin", folder: own.below }, COMMAND_LINE);
  await addPerson(queries, { name: "hidden", email: null, role: "admin", folder: "foreign" }, COMMAND_LINE);
  const listed = await listFolderAdmins(queries, viewer);
  expect(listed.map(({ path }) => path).sort()).toEqual(["", "own", own.below].sort());
  expect(listed.find(({ path }) => path === own.below)?.names[0]).toBe("near");
  expect(listed.find(({ path }) => path === "")?.names).toEqual(["far"]);
  const mine = (await listGrants(queries, "own")).find(
    ({ role, to }) => role === "admin" && to.id === whole.personId,
  );
  expect(mine?.to.name).toBe("other");
});

async function walkRoutes(shown: Shown, acts: readonly Act[] | null): Promise<void> {
  const isPerson = shown.cookie !== undefined;
  await asWebProcess(database, async () => {
    for (const [route, need] of Object.entries(ROUTE_NEEDS))
      for (const [side, at] of [
        ["own", own],
        ["foreign", foreign],
      ] as const) {
        const answer = await ROUTE_CALLS[route]?.(at, shown);
        const expected = statusOf(need, acts, isPerson, side);
        const wanted = expected === "as nobody" ? (await ROUTE_CALLS[route]?.(at, {}))?.status : expected;
        expect([route, side, answer?.status]).toEqual([route, side, wanted]);
        const text = (await answer?.text()) ?? "";
        if (answer?.status === 200) expect([route, text.includes("foreign")]).toEqual([route, false]);
      }
  });
}

test("every route has a row, and there is no other row", () => {
  expect(Object.keys(ROUTE_CALLS).sort()).toEqual(Object.keys(ROUTE_NEEDS).sort());
});

test("nobody is answered by no route that needs somebody", () => walkRoutes({}, null));

test.each([null, ...ROLES])(
  "somebody who is %s of one folder is answered by each route as that role may",
  async (role) => {
    const { id } = await personIn(role);
    const { token } = await beginSession(queries, id, ANN_ASKS.browser);
    await walkRoutes({ cookie: token }, MAY[role ?? "nothing"]);
  },
);

test.each(ACTS)("a token that may only %s in one folder is answered by each route for that", async (act) => {
  await walkRoutes({ token: (await tokenOf(act)).token }, [act]);
});

test("the whole audit is given to an admin of all graphs only", async () => {
  const { id } = await addPerson(queries, { name: "root", email: null, role: "admin" }, COMMAND_LINE);
  const { token: cookie } = await beginSession(queries, id, ANN_ASKS.browser);
  const answer = await asWebProcess(database, async () => ROUTE_CALLS["/api/audit"]?.(own, { cookie }));
  expect(answer?.status).toBe(200);
  expect(await answer?.text()).toBeTypeOf("string");
});

test("the raw log of a foreign folder is answered as one that is not there", async () => {
  const { token } = await tokenOf("read");
  const texts = await asWebProcess(database, async () => {
    const ask = async (pipeline: number) =>
      ROUTE_CALLS["/api/logs/[pipeline]/[vertex]/[attempt]"]?.({ ...own, pipeline }, { token });
    return Promise.all(
      [await ask(foreign.pipeline), await ask(1)].map(async (answer) =>
        (await answer?.text())?.replace(/\d+/g, "N"),
      ),
    );
  });
  expect(texts[0]).toBe(texts[1]);
});
