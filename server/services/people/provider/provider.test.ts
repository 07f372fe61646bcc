import { randomBytes } from "node:crypto";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { secretBox } from "#platform/secrets/secret-box.ts";
import type { ProviderSettings } from "#platform/settings/provider-settings.ts";
import { deleteMember, insertGroup, listMembers, putMember } from "#repos/rights/group-rows.ts";
import { personWith } from "#testing/api/actors.ts";
import { startIdentityProvider } from "#testing/provider/identity-provider.mjs";
import { signInAtProvider } from "#testing/provider/provider-sign-in.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { Refused } from "../../refusals/refused.ts";
import { COMMAND_LINE } from "../../rights/actor.ts";
import { addGrant } from "../../rights/grants.ts";
import { rightsChanged } from "../../rights/rights-changed.ts";
import { peopleWhoMay } from "../../rights/who-may.ts";
import { changePassword } from "../change-password.ts";
import { passkeyActs } from "../passkeys/passkeys-for-test.ts";
import { askForConfirmation } from "../passkeys/sign-in-by-passkey.ts";
import { addPerson, listPeople, removePerson, savePassword } from "../people.ts";
import { actorOfSession, type Browser } from "../sessions.ts";
import { type Identity, IdentityProvider } from "./identity-provider.ts";
import { allowProvider, unlinkProvider } from "./link-provider.ts";
import { ProviderProblem } from "./provider-problem.ts";
import { linkIdentity, signInByProvider } from "./sign-in-by-provider.ts";

const REDIRECT = "http://127.0.0.1:9/api/oidc/callback";
let groupsOfTest: Readonly<Record<string, readonly string[]>> = {};

const { database } = await startTestSystem();
const { queries } = database;
const real = await startIdentityProvider({
  redirectUri: REDIRECT,
  groups: (subject) => groupsOfTest[subject] ?? [],
});
const other = await startIdentityProvider({ redirectUri: REDIRECT });
afterAll(() => Promise.all([real.close(), other.close()]));

const settingsWith = (change: Partial<ProviderSettings> = {}): ProviderSettings => ({
  issuer: real.issuer,
  clientId: "signalbox",
  clientSecret: "the-secret-of-a-test",
  name: "Example",
  sessionMs: 3_600_000,
  groupsClaim: "groups",
  allow: null,
  ...change,
});
const provider = new IdentityProvider(settingsWith());
const BROWSER: Browser = { device: "a test", address: "10.2.0.1", deviceToken: null };

/** Who the provider says that somebody is, by all of the real steps. */
async function identityOf(login: string, by = provider): Promise<Identity> {
  const { url, checks } = await by.begin(REDIRECT);
  return by.finish(await signInAtProvider(url, login), checks);
}

const signIn = async (login: string, change: Partial<ProviderSettings> = {}) =>
  signInByProvider(database, await identityOf(login), settingsWith(change), BROWSER);

async function problemOf(asked: Promise<unknown>): Promise<string> {
  const error = await asked.then(
    () => null,
    (each) => each,
  );
  if (error instanceof ProviderProblem) return error.code;
  if (error instanceof Refused) return error.refusal.code;
  throw new Error(`Not refused: ${String(error)}`);
}

const person = async (name: string) =>
  (await addPerson(queries, { name, email: `${name}@example.com` }, COMMAND_LINE)).id;

test("an email alone makes nobody a person here, verified or not; where it was allowed, once, it does", async () => {
  const id = await person("ann");
  expect(await problemOf(signIn("ann"))).toBe("unknown");
  await allowProvider(queries, id, true, COMMAND_LINE);
  const first = await signIn("ann");
  expect(first).toMatchObject({ isComplete: true, person: { id } });
  expect(await signIn("ann")).toMatchObject({ person: { id } });
  expect((await listPeople(queries, real.issuer)).find((each) => each.id === id)).toMatchObject({
    isLinked: true,
    isLinkable: false,
  });
  // Somebody else who gets this email at the provider later is not this person.
  const impostor = { ...(await identityOf("ann")), subject: "another ann" };
  expect(await problemOf(signInByProvider(database, impostor, settingsWith(), BROWSER))).toBe("unknown");
  const unverified = await person("new-bob");
  await allowProvider(queries, unverified, true, COMMAND_LINE);
  expect(await problemOf(signIn("new-bob"))).toBe("unknown");
  // The same subject of another provider is somebody else.
  const elsewhere = { ...(await identityOf("ann")), issuer: other.issuer };
  expect(await problemOf(signInByProvider(database, elsewhere, settingsWith(), BROWSER))).toBe("unknown");
});

test("with a list of domains and groups, those who are in it become people, nobody else", async () => {
  const allow = { domains: ["example.com"], groups: ["ops"] };
  groupsOfTest = { "new-carl": ["ops"] };
  const made = await signIn("carla", { allow });
  expect(made).toMatchObject({ person: { name: "carla", email: "carla@example.com", createdBy: "Example" } });
  expect(await signIn("carla", { allow })).toMatchObject({ person: { name: "carla" } });
  expect(await signIn("new-carl", { allow })).toMatchObject({ person: { name: "new-carl", email: null } });
  expect(await problemOf(signIn("new-dora", { allow }))).toBe("not-allowed");
  groupsOfTest = {};
  expect(await problemOf(signIn("new-carl", { allow }))).toBe("not-allowed");
  await person("eve");
  expect(await problemOf(signIn("eve", { allow }))).toBe("email-taken");
});

test("of two first sign-ins at the same time there is one person", async () => {
  const allow = { domains: ["example.com"], groups: [] };
  const identity = await identityOf("twin");
  const both = await Promise.allSettled(
    [1, 2].map(() => signInByProvider(database, identity, settingsWith({ allow }), BROWSER)),
  );
  expect(both.some(({ status }) => status === "fulfilled")).toBe(true);
  expect((await listPeople(queries)).filter(({ name }) => name === "twin")).toHaveLength(1);
});

test("a person links their own account, which then belongs to nobody else, and unlinks it with their password", async () => {
  const [id, other] = [await person("fay"), await person("guy")];
  const identity = await identityOf("fay.login");
  await linkIdentity(database, identity, settingsWith(), { id, name: "fay" });
  await linkIdentity(database, identity, settingsWith(), { id, name: "fay" });
  expect(await problemOf(linkIdentity(database, identity, settingsWith(), { id: other, name: "guy" }))).toBe(
    "linked",
  );
  expect(await signIn("fay.login")).toMatchObject({ person: { id } });
  const box = secretBox(randomBytes(32));
  const unlink = (proof: string | null) =>
    unlinkProvider(database, box, { provider, passkeyNames: [] }, id, proof, BROWSER);
  expect(await problemOf(unlink(null))).toBe("state-forbids");
  await savePassword(queries, id, "correct horse battery");
  expect(await problemOf(unlink(null))).toBe("bad-input");
  expect(await problemOf(unlink("wrong"))).toBe("bad-input");
  await unlink("correct horse battery");
  expect(await problemOf(signIn("fay.login"))).toBe("unknown");
  await linkIdentity(database, identity, settingsWith(), { id, name: "fay" });
  await removePerson(queries, id, COMMAND_LINE);
  expect(await problemOf(signIn("fay.login"))).toBe("unknown");
});

test("an account stays linked where only a passkey of the server's own machine would be left to sign in with", async () => {
  const site = { rpId: "localhost", origin: "https://localhost" };
  const { id, name, soft } = await passkeyActs(database).withPasskey("lou", { site });
  await linkIdentity(database, await identityOf("lou.login"), settingsWith(), { id, name });
  const box = secretBox(randomBytes(32));
  const unlink = async (passkeyNames: readonly string[]) => {
    const { options, browserToken } = await askForConfirmation(
      database,
      id,
      { site, browserToken: null },
      BROWSER,
    );
    const proof = { answer: soft.answer(options), asking: { site, browserToken } };
    await unlinkProvider(database, box, { provider, passkeyNames }, id, proof, BROWSER);
  };
  expect(await problemOf(unlink(["box.example", "localhost"]))).toBe("state-forbids");
  await unlink(["localhost"]);
});

test("a session of the provider ends after its hours, however it is used, and a new password does not make it last", async () => {
  const id = await person("ivy");
  await allowProvider(queries, id, true, COMMAND_LINE);
  const ends = async () =>
    (
      await database.pool.query(
        "SELECT expires_at <= ends_at AS bounded, ends_at FROM session WHERE person_id = ?",
        [id],
      )
    )[0];
  const step = await signIn("ivy");
  if (!step.isComplete) throw new Error("A code is asked for.");
  const before = await ends();
  expect(before).toMatchObject([{ bounded: 1 }]);
  const age = "UPDATE session SET used_at = used_at - INTERVAL 1 DAY WHERE person_id = ?";
  await database.pool.query(age, [id]);
  expect(await actorOfSession(queries, step.session.token)).toMatchObject({ id });
  expect(await ends()).toEqual(before);
  const actor = { ...personWith({ id, name: "ivy", sessionId: step.session.id }) };
  const change = { current: null, password: "correct horse battery" };
  const { token } = await changePassword(database, actor, change, BROWSER);
  expect(await ends()).toMatchObject([{ bounded: 1, ends_at: expect.any(Date) }]);
  const over = "UPDATE session SET ends_at = now(3), expires_at = now(3) WHERE person_id = ?";
  await database.pool.query(over, [id]);
  expect(await actorOfSession(queries, token)).toBeNull();
  // The provider is asked again, and says that they still are somebody.
  expect(await signIn("ivy")).toMatchObject({ isComplete: true, person: { id } });
});

test("groups of the provider come and go at each sign-in, and those that somebody gave stay", async () => {
  const id = await person("hal");
  await allowProvider(queries, id, true, COMMAND_LINE);
  const [ops, dev, night] = await Promise.all(
    ["Ops", "dev", "night"].map((name) => insertGroup(queries, { name, createdBy: "ann" })),
  );
  const groupsOf = async () =>
    (await listMembers(queries)).filter((each) => each.id === id).map(({ groupId }) => groupId);
  await putMember(queries, dev ?? 0, id);
  groupsOfTest = { hal: ["ops", "night", "everyone", "no such group"] };
  await signIn("hal");
  expect(await groupsOf()).toEqual([ops, dev, night].sort());
  groupsOfTest = { hal: ["dev", "night"] };
  await putMember(queries, night ?? 0, id);
  await signIn("hal");
  expect(await groupsOf()).toEqual([dev, night].sort());
  groupsOfTest = {};
  await signIn("hal");
  expect(await groupsOf()).toEqual([dev, night].sort());
  await deleteMember(queries, dev ?? 0, id);
  await signIn("hal", { groupsClaim: null });
  expect(await groupsOf()).toEqual([night]);
});

test("live streams look again what they may show once somebody signed in by the provider: their groups may be others", async () => {
  const id = await person("mia");
  await allowProvider(queries, id, true, COMMAND_LINE);
  const group = await insertGroup(queries, { name: "seen", createdBy: "ann" });
  const found: Promise<boolean>[] = [];
  const isMember = async () =>
    (await listMembers(queries)).some((each) => each.id === id && each.groupId === group);
  onTestFinished(rightsChanged.listen(() => found.push(isMember())));
  groupsOfTest = { mia: ["seen"] };
  await signIn("mia");
  expect(await Promise.all(found)).toEqual([true]);
  groupsOfTest = {};
  await signIn("mia");
  expect(await Promise.all(found)).toEqual([true, false]);
});

test("the last admin of all stays one, whatever groups the provider names", async () => {
  const id = await person("kim");
  await allowProvider(queries, id, true, COMMAND_LINE);
  const group = await insertGroup(queries, { name: "admins", createdBy: "ann" });
  await addGrant(database, { folder: "", role: "admin", group }, COMMAND_LINE);
  groupsOfTest = { kim: ["admins"] };
  await signIn("kim");
  const admins = async () => (await peopleWhoMay(queries, "administer", "")).map((each) => each.id);
  expect(await admins()).toEqual([id]);
  groupsOfTest = {};
  await signIn("kim");
  expect(await admins()).toEqual([id]);
  const other = await person("lea");
  await addGrant(database, { folder: "", role: "admin", person: other }, COMMAND_LINE);
  await signIn("kim");
  expect(await admins()).toEqual([other]);
});

test("another state, nonce or verifier, a code that was used, and the answer of another provider sign nobody in", async () => {
  const begun = async () => {
    const { url, checks } = await provider.begin(REDIRECT);
    return { answered: await signInAtProvider(url, "ivy"), checks };
  };
  for (const wrong of ["state", "nonce", "verifier"] as const) {
    const { answered, checks } = await begun();
    const changed = { ...checks, [wrong]: `${checks[wrong].slice(0, -4)}AAAA` };
    expect([wrong, await problemOf(provider.finish(answered, changed))]).toEqual([wrong, "untrusted"]);
  }
  const used = await begun();
  expect((await provider.finish(used.answered, used.checks)).subject).toBe("ivy");
  expect(await problemOf(provider.finish(used.answered, used.checks))).toBe("untrusted");

  const named = await begun();
  named.answered.searchParams.set("iss", other.issuer);
  expect(await problemOf(provider.finish(named.answered, named.checks))).toBe("untrusted");
  const unnamed = await begun();
  unnamed.answered.searchParams.delete("iss");
  expect(await problemOf(provider.finish(unnamed.answered, unnamed.checks))).toBe("untrusted");
  // Begun with one provider, answered by another.
  const elsewhere = new IdentityProvider(settingsWith({ issuer: other.issuer }));
  const { url } = await elsewhere.begin(REDIRECT);
  const { checks } = await provider.begin(REDIRECT);
  const mixed = await signInAtProvider(url, "ivy");
  mixed.searchParams.set("state", checks.state);
  expect(await problemOf(provider.finish(mixed, checks))).toBe("untrusted");
  const refused = new URL(`${REDIRECT}?error=access_denied&iss=${real.issuer}&state=${checks.state}`);
  expect(await problemOf(provider.finish(refused, checks))).toBe("denied");
});

test("a hundred wrong answers keep nobody out", async () => {
  const id = await person("jan");
  await allowProvider(queries, id, true, COMMAND_LINE);
  const { checks } = await provider.begin(REDIRECT);
  for (let tries = 0; tries < 100; tries += 1) {
    const answered = new URL(`${REDIRECT}?code=guessed&state=guessed-${tries}&iss=${real.issuer}`);
    expect(await problemOf(provider.finish(answered, checks))).toBe("untrusted");
  }
  expect(await signIn("jan")).toMatchObject({ person: { id } });
});
