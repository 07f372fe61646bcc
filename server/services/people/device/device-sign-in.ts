import type { BegunDevice, DeviceView, PolledDevice } from "#contract/people/device.ts";
import { ACTS, type Act } from "#engine/rights/acts.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isDuplicateKey, type Queries, transact } from "#platform/database/db.ts";
import {
  type DeviceSignInRow,
  decideDevice,
  deleteDevice,
  findWaitingDevice,
  insertDeviceSignIn,
  pollDevice,
} from "#repos/people/device-sign-in-rows.ts";
import { findPerson } from "#repos/people/person-rows.ts";
import { findFolderById } from "#repos/rights/folder-rows.ts";
import { refuse } from "../../refusals/refused.ts";
import { type Actor, actsIn } from "../../rights/actor.ts";
import { rightsOfPerson } from "../../rights/rights-of.ts";
import { createToken, placeForToken, refuseNamedToken } from "../api-tokens.ts";
import { countOfAddress, countSignIn, DEVICE_LIMITS, forgetSignIns } from "../limit-sign-in.ts";
import { randomToken, tokenDigest } from "../random-token.ts";
import { type Browser, knownDeviceOf } from "../sessions.ts";
import { newUserCode, userCodeDigest } from "./user-code.ts";

const LIFE_MS = 10 * 60_000;
/** So often a command line is told to ask, and how much earlier is too early. */
const INTERVAL_MS = 3_000;
const EARLY_MS = 1_000;
const BEGIN_LIMITS = {
  of: "device",
  withinMs: 15 * 60_000,
  maxOfAddress: 30,
  text: "Too many command lines asked to be let in from here.",
};

type Person = Extract<Actor, { who: "person" }>;

/**
 * Begins the sign-in of a command line of another machine. It gets a token to ask with, which allows nothing, and a code
 * for a person who decides.
 *
 * @throws Refused `too-often`.
 */
export async function beginDevice(
  database: Database,
  { host, acts, url }: { host: string; acts: readonly Act[]; url: string },
  { address }: Browser,
): Promise<BegunDevice> {
  await countOfAddress(database, address, BEGIN_LIMITS);
  const { token, digest } = randomToken();
  const code = newUserCode();
  const row = { digest, codeDigest: userCodeDigest(code), host, acts: textOf(acts), address };
  try {
    await insertDeviceSignIn(database.queries, row, LIFE_MS);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    // One in thousands of millions: another one waits with the same code.
    return beginDevice(database, { host, acts, url }, { address, device: "", deviceToken: null });
  }
  return { token, code, url, intervalMs: INTERVAL_MS, lifeMs: LIFE_MS };
}

/** What waits for a decision under this code. @throws Refused `not-found`; `too-often` after many wrong codes. */
export async function showDevice(
  database: Database,
  code: string,
  actor: Person,
  browser: Browser,
): Promise<DeviceView> {
  const { host, acts, address, createdAt } = await waitingDevice(database, code, actor, browser);
  return { host, acts: actsIn(acts), address, createdAt };
}

/**
 * Decides about a command line: what it may do, and in which folder with all below it. Without acts it is refused.
 *
 * @throws Refused `not-found`; `not-allowed` for an act that the person has not there; `bad-input` for one that was not asked
 *   for; `too-often`.
 */
export async function decideAboutDevice(
  database: Database,
  { code, acts, days, folder }: { code: string; acts: readonly Act[]; days: number; folder: string },
  actor: Person,
  browser: Browser,
): Promise<void> {
  const { host, address, acts: asked } = await waitingDevice(database, code, actor, browser);
  const odd = acts.find((act) => !actsIn(asked).includes(act));
  if (odd !== undefined) refuse("bad-input", `It did not ask for "${odd}".`);
  if (acts.length > 0) await refuseNamedToken(database.queries, host, actor);
  const state = acts.length === 0 ? "denied" : "allowed";
  await transact(database, async (tx) => {
    const { id: folderId, path } = await placeForToken(tx, { acts, folder }, actor);
    const decision = { state, acts: textOf(acts), days, folderId, personId: actor.id } as const;
    if (!(await decideDevice(tx, userCodeDigest(code), decision))) refuseUnknown();
    noteForAudit(tx, actor, {
      object: { kind: "token", name: host },
      after: { state, acts: decision.acts, folder: path, days, askedFrom: address },
    });
  });
}

/**
 * What became of a command line's sign-in. Where it was allowed, its token is made now, and given this once.
 *
 * @throws Refused `not-allowed` where the person has lost an act since.
 */
export async function pollDeviceSignIn(database: Database, token: string): Promise<PolledDevice> {
  const digest = tokenDigest(token);
  return transact(database, async (tx) => {
    const found = await pollDevice(tx, digest, INTERVAL_MS - EARLY_MS);
    if (found === null) return { state: "over" };
    if (found.state === "waiting") return { state: found.isSoon ? "slow down" : "waiting" };
    await deleteDevice(tx, digest);
    return found.state === "denied" ? { state: "denied" } : tokenFor(tx, found);
  });
}

async function tokenFor(
  tx: Queries,
  { host, acts, days, folderId, personId }: DeviceSignInRow,
): Promise<PolledDevice> {
  const place = folderId === null ? null : await findFolderById(tx, folderId);
  const person = personId === null ? null : await findPerson(tx, personId);
  if (person === null || place === null) return { state: "over" };
  const { id, name } = person;
  const maker: Actor = { who: "person", id, name, sessionId: 0, rights: await rightsOfPerson(tx, id) };
  noteForAudit(tx, null, { person: { id, name } });
  const { token } = await createToken(
    tx,
    { name: host, acts: actsIn(acts), days, folder: place.path },
    maker,
  );
  return { state: "allowed", token, acts: actsIn(acts), folder: place.path };
}

async function waitingDevice(
  database: Database,
  code: string,
  actor: Person,
  browser: Browser,
): Promise<DeviceSignInRow> {
  const { address } = browser;
  const tried = {
    account: `person ${actor.id}`,
    address,
    personId: actor.id,
    device: knownDeviceOf(browser),
  };
  const counted = await countSignIn(database, tried, DEVICE_LIMITS);
  const found = await findWaitingDevice(database.queries, userCodeDigest(code));
  if (found === null) return refuseUnknown();
  await forgetSignIns(database, counted);
  return found;
}

function refuseUnknown(): never {
  const text =
    "No command line waits with this code: it was typed wrong, is over, or somebody decided already.";
  return refuse("not-found", text, { problems: [{ path: "code", text }] });
}

function textOf(acts: readonly Act[]): string {
  return ACTS.filter((act) => acts.includes(act)).join(" ");
}
