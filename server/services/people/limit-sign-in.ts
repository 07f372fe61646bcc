import { createHash } from "node:crypto";
import { type Database, transact } from "#platform/database/db.ts";
import { isKnownDevice } from "#repos/people/known-device-rows.ts";
import { countTry, forgetTries } from "#repos/people/sign-in-limit-rows.ts";
import { refuse } from "../pipeline-session/refused.ts";

/** Who tries to sign in, and from where. */
export type SignInTry = {
  readonly email: string;
  readonly address: string;
  /** The person of that email, if there is one. */
  readonly personId: number | null;
  /** The digest of what this browser was given when somebody signed in with it; null where it has nothing. */
  readonly device: Buffer | null;
};

const WITHIN_MS = 15 * 60_000;
/** Wrong passwords for one account from one address, or from a browser that the person has signed in with. */
const MAX_HERE = 10;
/** From one address for all accounts: several people may be behind it. */
const MAX_OF_ADDRESS = 100;
/** For one account from all addresses together. Browsers that the person has signed in with are not counted. */
const MAX_OF_ACCOUNT = 100;

/**
 * Counts a try before its password is looked at, so that tries at the same time are all counted.
 *
 * A browser in which the person has signed in before has a count of its own, so that nobody else can lock them out.
 *
 * @returns the counts to forget when the password was right.
 * @throws Refused `too-often`, with the same words whether there is such an account or not.
 */
export async function countSignIn(database: Database, tried: SignInTry): Promise<readonly Buffer[]> {
  const { email, address, personId, device } = tried;
  // Asked for an unknown account, too: the time must not tell whether there is one.
  const isKnown = device !== null && (await isKnownDevice(database.queries, device, personId ?? 0));
  const limits: readonly (readonly [Buffer, number])[] =
    isKnown && device !== null
      ? [[keyOf("browser", device.toString("hex"), email), MAX_HERE]]
      : [
          [keyOf("address", address), MAX_OF_ADDRESS],
          [keyOf("account", email), MAX_OF_ACCOUNT],
          [keyOf("here", email, address), MAX_HERE],
        ];
  const isOver = await transact(database, async (tx) => {
    let over = false;
    for (const [key, max] of limits) over = (await countTry(tx, key, WITHIN_MS)) > max || over;
    return over;
  });
  if (isOver)
    return refuse("too-often", "Too many wrong passwords. Signing in is closed here for 15 minutes.", {
      todo: "Wait, use a browser in which you have signed in before, or ask for a sign-in link: `npx signalbox sign-in` on the server's machine.",
    });
  return limits.map(([key]) => key);
}

/** Forgets what was counted against somebody who then gave the right password. */
export async function forgetSignIns({ queries }: Database, keys: readonly Buffer[]): Promise<void> {
  await forgetTries(queries, keys);
}

/** How long a count is of use. */
export const LIMIT_LIFE_MS: number = WITHIN_MS;

function keyOf(...words: readonly string[]): Buffer {
  return createHash("sha256").update(JSON.stringify(words)).digest();
}
