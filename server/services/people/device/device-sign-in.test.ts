import { expect, test } from "vitest";
import type { Role } from "#engine/rights/roles.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { Refused } from "../../refusals/refused.ts";
import { type Actor, COMMAND_LINE } from "../../rights/actor.ts";
import { createFolder, deleteFolder } from "../../rights/folders.ts";
import { actorOfToken, listTokens } from "../api-tokens.ts";
import { addPerson, removePerson } from "../people.ts";
import { actorOfSession, type Browser, beginSession } from "../sessions.ts";
import { beginDevice, decideAboutDevice, pollDeviceSignIn, showDevice } from "./device-sign-in.ts";
import { newUserCode } from "./user-code.ts";

const { database } = await startTestSystem();
const { queries } = database;
type Person = Extract<Actor, { who: "person" }>;

let addresses = 0;
const browser = (change: Partial<Browser> = {}): Browser => {
  addresses += 1;
  return { device: "a test", address: `10.3.0.${addresses}`, deviceToken: null, ...change };
};

async function codeOf(asked: Promise<unknown>): Promise<string> {
  const error = await asked.then(
    () => null,
    (each) => each,
  );
  if (error instanceof Refused) return error.refusal.code;
  throw new Error(`Not refused: ${String(error)}`);
}

async function signedIn(
  name: string,
  given: { role: Role; folder?: string } = { role: "admin" },
): Promise<{ person: Person; known: Browser }> {
  const { id } = await addPerson(queries, { name, email: null, ...given }, COMMAND_LINE);
  const { token, deviceToken } = await beginSession(queries, id, browser());
  return { person: (await actorOfSession(queries, token)) as Person, known: browser({ deviceToken }) };
}

const begin = (from = browser()) =>
  beginDevice(database, { host: "box-7", acts: ["read", "launch"], url: "http://x/device" }, from);
const poll = ({ token }: { token: string }) => pollDeviceSignIn(database, token);
/** As if the last question had been asked long ago. */
const waitForPoll = () =>
  database.pool.query("UPDATE device_sign_in SET polled_at = created_at - interval 1 minute");

test("a command line waits until a person has seen what it asks for and allows some of it, and gets its token once", async () => {
  const { person, known } = await signedIn("ann");
  const begun = await begin();
  expect(begun.code).toMatch(/^[B-Z]{4}-[B-Z]{4}$/);
  expect(await poll(begun)).toEqual({ state: "slow down" });
  await waitForPoll();
  expect(await poll(begun)).toEqual({ state: "waiting" });
  expect(await poll(begun)).toEqual({ state: "slow down" });
  const typed = begun.code.toLowerCase().replace("-", " ");
  expect(await showDevice(database, typed, person, known)).toMatchObject({
    host: "box-7",
    acts: ["read", "launch"],
    address: expect.stringMatching(/^10\.3\./),
  });
  const decide = (acts: readonly ("read" | "launch" | "design")[]) =>
    decideAboutDevice(database, { code: typed, acts, days: 7, folder: "" }, person, known);
  expect(await codeOf(decide(["design"]))).toBe("bad-input");
  await decide(["read"]);
  expect(await codeOf(decide(["read", "launch"]))).toBe("not-found");
  expect(await codeOf(showDevice(database, typed, person, known))).toBe("not-found");
  const both = await Promise.all([poll(begun), poll(begun)]);
  expect(both.map(({ state }) => state).sort()).toEqual(["allowed", "over"]);
  const token = both.flatMap((each) => (each.state === "allowed" ? [each.token] : []))[0] ?? "";
  expect(await actorOfToken(queries, token)).toMatchObject({
    who: "token",
    name: "token box-7",
    rights: { limit: { acts: ["read"], folder: "" } },
  });
  expect((await listTokens(queries, COMMAND_LINE)).find(({ name }) => name === "box-7")).toMatchObject({
    createdBy: "ann",
  });
});

test("its token is for the folder that was chosen, and for nothing that the person may not do there", async () => {
  for (const name of ["ops", "web"]) await createFolder(database, { folder: "", name }, COMMAND_LINE);
  const { person, known } = await signedIn("oli", { role: "viewer", folder: "ops" });
  const begun = await begin();
  const decide = (acts: readonly ("read" | "launch")[], folder: string) =>
    codeOf(decideAboutDevice(database, { code: begun.code, acts, days: 1, folder }, person, known));
  expect(await decide(["read", "launch"], "")).toBe("not-allowed");
  expect(await decide(["launch"], "ops")).toBe("not-allowed");
  // What may not be seen is answered as what is not there.
  expect([await decide(["read"], "web"), await decide(["read"], "nowhere")]).toEqual([
    "not-found",
    "not-found",
  ]);
  await decideAboutDevice(
    database,
    { code: begun.code, acts: ["read"], days: 1, folder: "ops" },
    person,
    known,
  );
  const polled = await poll(begun);
  expect(polled).toMatchObject({ state: "allowed", acts: ["read"], folder: "ops" });
  const program = await actorOfToken(queries, "token" in polled ? polled.token : "");
  expect(program?.rights.limit).toEqual({ acts: ["read"], folder: "ops" });
  // A folder that is deleted meanwhile takes the decision with it.
  const late = await begin();
  await decideAboutDevice(
    database,
    { code: late.code, acts: ["read"], days: 1, folder: "ops" },
    person,
    known,
  );
  await deleteFolder(database, "ops", COMMAND_LINE);
  expect(await poll(late)).toEqual({ state: "over" });
});

test("a refusal, the end of ten minutes, and the removal of the person end it", async () => {
  const { person, known } = await signedIn("bob");
  const denied = await begin();
  await decideAboutDevice(database, { code: denied.code, acts: [], days: 1, folder: "" }, person, known);
  expect([await poll(denied), await poll(denied)]).toEqual([{ state: "denied" }, { state: "over" }]);
  const late = await begin();
  await database.pool.query("UPDATE device_sign_in SET expires_at = now(3)");
  expect(await poll(late)).toEqual({ state: "over" });
  expect(await codeOf(showDevice(database, late.code, person, known))).toBe("not-found");
  const left = await begin();
  await decideAboutDevice(database, { code: left.code, acts: ["read"], days: 1, folder: "" }, person, known);
  await removePerson(queries, person.id, COMMAND_LINE);
  expect(await poll(left)).toEqual({ state: "over" });
  expect(await poll({ token: "guessed" })).toEqual({ state: "over" });
});

test("neither the code nor the token is in the database", async () => {
  const begun = await begin();
  const [rows] = await database.pool.query("SELECT * FROM device_sign_in");
  const text = JSON.stringify(rows, (_key, value) =>
    value?.type === "Buffer" ? Buffer.from(value.data).toString("latin1") : value,
  );
  for (const kept of [begun.token, begun.code, begun.code.replace("-", "")]) expect(text).not.toContain(kept);
});

test("codes cannot be guessed, and a hundred wrong ones keep nobody out of the browser that they know", async () => {
  const { person, known } = await signedIn("cleo");
  const guess = (from: Browser) => codeOf(showDevice(database, newUserCode(), person, from));
  const attacker = browser();
  const answers = await Promise.all(Array.from({ length: 12 }, () => guess(attacker)));
  expect(answers.filter((code) => code === "too-often")).toHaveLength(2);
  for (let round = 0; round < 10; round += 1)
    await Promise.all(Array.from({ length: 10 }, () => guess(browser())));
  expect(await guess(browser())).toBe("too-often");
  // They are counted by `decide`, too.
  const { code } = await begin();
  const decision = { code, acts: ["read"] as const, days: 1, folder: "" };
  expect(await codeOf(decideAboutDevice(database, decision, person, browser()))).toBe("too-often");
  await decideAboutDevice(database, decision, person, known);
});

test("from one address only so many command lines may ask", async () => {
  const from = browser();
  const asked = await Promise.allSettled(Array.from({ length: 32 }, () => begin(from)));
  expect(asked.filter(({ status }) => status === "rejected")).toHaveLength(2);
  await begin();
});
