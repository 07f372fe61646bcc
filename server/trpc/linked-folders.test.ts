import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { addPerson } from "#services/people/people.ts";
import { beginSession } from "#services/people/sessions.ts";
import { type Actor, COMMAND_LINE } from "#services/rights/actor.ts";
import { rightsOfPerson } from "#services/rights/rights-of.ts";
import { ANN_ASKS } from "#testing/api/ann-asks.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { callsOn } from "./calls-for-test.ts";
import { NOT_AUDITED, procedures } from "./expected-for-test.ts";
import { INPUTS } from "./inputs-for-test.ts";
import { linkFolders } from "./linked-folders-for-test.ts";
import { asWebProcess, ROUTE_CALLS } from "./route-calls-for-test.ts";
import { appRouter } from "./routers/router.ts";

const system = await startTestSystem();
const { database } = system;
const { queries, pool } = database;
const box = secretBox(randomBytes(32));

/** What a publisher who may read both folders gives from one to the other on purpose: the events of their trigger (decision 104). */
const isGiven = (path: string, input: unknown): boolean =>
  /^triggers\.deliver/.test(path) && (input as { name?: string }).name === "after-foreign";
const GIVEN_KEY = /"eventKey":"\d+"/g;
/** Those that read: queries, streams, and mutations that only ask. */
const isReading = ({ path }: { path: string }): boolean => {
  const { type } = (appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>)[path]
    ?._def ?? { type: "" };
  return type !== "mutation" || Object.hasOwn(NOT_AUDITED, path);
};

test("no answer to somebody who may read one folder has anything of another one, however their pipelines are linked", async () => {
  const mark = `zq${randomBytes(4).toString("hex")}`;
  const { own, ownGraphs, foreignIds, endRing } = await linkFolders(system, box, mark);
  const [rows] = (await pool.query(
    "SELECT p.id, g.name AS graph FROM pipeline p JOIN graph g ON g.id = p.graph_id JOIN folder f ON f.id = g.folder_id WHERE f.path LIKE 'own%'",
  )) as unknown as [{ id: number; graph: string }[]];
  const [prompts] = (await pool.query(
    "SELECT r.id FROM prompt r JOIN graph g ON g.id = r.graph_id JOIN folder f ON f.id = g.folder_id WHERE f.path LIKE 'own%'",
  )) as unknown as [{ id: number }[]];
  expect(rows.length).toBeGreaterThan(7);
  expect(foreignIds.length).toBeGreaterThan(7);
  const isForeign = new RegExp(`${mark}|\\b(?:${foreignIds.join("|")})\\b`, "i");
  const { call } = callsOn(database, box);
  const { id: personId } = await addPerson(queries, { name: "nobody", email: null }, COMMAND_LINE);
  const whole = { personId, groupId: 1, sessionId: 1 };
  const sides = [
    ...rows.map(({ id, graph }) => ({ ...own, pipeline: id, graph })),
    ...ownGraphs.map((graph) => ({ ...own, graph })),
    ...prompts.map(({ id }) => ({ ...own, prompt: id })),
    { ...own, trigger: "after-foreign" },
    { ...own, stream: "own-shared" },
  ];
  const found: string[] = [];
  let asked = 0;
  for (const role of ["viewer", "admin"] as const) {
    const { id } = await addPerson(queries, { name: role, email: null, role, folder: "own" }, COMMAND_LINE);
    const { id: sessionId, token } = await beginSession(queries, id, ANN_ASKS.browser);
    const actor: Actor = {
      who: "person",
      id,
      name: role,
      sessionId,
      rights: await rightsOfPerson(queries, id),
    };
    for (const { path } of procedures.filter(isReading)) {
      const inputs = new Map<string, unknown>();
      // What an admin sees besides is about the folder, and not about each pipeline.
      for (const side of role === "viewer" ? sides : sides.slice(0, 1)) {
        const input = INPUTS[path]?.(side, whole) as Record<string, unknown> | undefined;
        const vertices = input !== undefined && "vertex" in input ? ["R", "B", "ask"] : [null];
        for (const vertex of vertices) {
          const asks = vertex === null ? input : { ...input, vertex };
          inputs.set(JSON.stringify(asks) ?? "", asks);
        }
      }
      for (const input of inputs.values()) {
        asked += 1;
        const { answer } = await call(path, actor, input);
        const said = (JSON.stringify(answer) ?? "").replace(path === "triggers.list" ? GIVEN_KEY : "", "");
        const place = said.search(isForeign);
        if (place >= 0 && !isGiven(path, input))
          found.push(
            `${role} ${path} ${JSON.stringify(input)}: ${said.slice(Math.max(0, place - 120), place + 60)}`,
          );
      }
    }
    await asWebProcess(database, async () => {
      // Only logs are asked for by what they are about.
      for (const [route, ask] of Object.entries(ROUTE_CALLS))
        for (const side of route.startsWith("/api/logs") ? sides : [own]) {
          if (!route.startsWith("/api/") || route.startsWith("/api/oidc")) continue;
          const answer = await ask(side, { cookie: token });
          const said = await answer.text();
          const place = said.search(isForeign);
          if (place >= 0) found.push(`${role} ${route}: ${said.slice(Math.max(0, place - 120), place + 60)}`);
        }
    });
  }
  await endRing();
  expect(found).toEqual([]);
  expect(asked).toBeGreaterThan(300);
});
