import { createHash } from "node:crypto";
import { countedAddress } from "#engine/addresses/counted-address.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { isKnownDevice } from "#repos/people/known-device-rows.ts";
import { countTry, forgetTries } from "#repos/people/sign-in-limit-rows.ts";
import { refuse } from "../refusals/refused.ts";

/** Who tries to sign in, and from where. */
export type SignInTry = {
  /** The email that was typed, or what else names the account. */
  readonly account: string;
  readonly address: string;
  /** The person of that account, if there is one. */
  readonly personId: number | null;
  /** The digest of what this browser was given when somebody signed in with it; null where it has nothing. */
  readonly device: Buffer | null;
};

/** How often something may be tried within a while. */
export type TryLimits = {
  /** Keeps the counts of different things apart. */
  readonly of: string;
  readonly withinMs: number;
  /** For one account from one address, or from a browser that the person has signed in with. */
  readonly maxHere: number;
  /** From one address for all accounts: several people may be behind it. */
  readonly maxOfAddress: number;
  /** For one account from all addresses together. Browsers that the person has signed in with are not counted. */
  readonly maxOfAccount: number;
  /** What the person is told then. */
  readonly text: string;
};

const MINUTES_15 = 15 * 60_000;
const DAY_MS = 24 * 3_600_000;

export const PASSWORD_LIMITS: TryLimits = {
  of: "password",
  withinMs: MINUTES_15,
  maxHere: 10,
  maxOfAddress: 100,
  maxOfAccount: 100,
  text: "Too many wrong passwords. Signing in is closed here for 15 minutes.",
};

/** One of 333,000 guesses is right: a day, so that whoever has the password needs years. */
export const CODE_LIMITS: TryLimits = {
  of: "code",
  withinMs: DAY_MS,
  maxHere: 20,
  maxOfAddress: 100,
  maxOfAccount: 100,
  text: "Too many wrong codes. Codes of the app are not accepted here for a day.",
};

/** Counted apart: wrong codes of the app do not close this way. */
export const RECOVERY_LIMITS: TryLimits = {
  ...PASSWORD_LIMITS,
  of: "recovery code",
  text: "Too many wrong recovery codes. They are not accepted here for 15 minutes.",
};

/** Codes that a person types to let a command line in: they have many more bits than can be guessed. */
export const DEVICE_LIMITS: TryLimits = {
  ...PASSWORD_LIMITS,
  of: "device code",
  text: "Too many wrong codes. No code is accepted here for 15 minutes.",
};

/**
 * Counts what anybody may ask for, by the address that it comes from.
 *
 * @throws Refused `too-often`.
 */
export async function countOfAddress(
  database: Database,
  address: string,
  { of, withinMs, maxOfAddress, text }: Pick<TryLimits, "of" | "withinMs" | "maxOfAddress" | "text">,
): Promise<void> {
  const tries = await transact(database, (tx) =>
    countTry(tx, keyOf(of, "address", countedAddress(address)), withinMs),
  );
  if (tries > maxOfAddress) refuse("too-often", text, { todo: "Wait." });
}

/**
 * Counts a try before it is judged, so that tries at the same time are all counted.
 *
 * A browser in which the person has signed in before has a count of its own, so that nobody else can lock them out.
 * A try that is not judged counts no further: one address alone neither closes an account for all nor fills the table.
 *
 * @returns the counts to forget when it was right.
 * @throws Refused `too-often`, with the same words whether there is such an account or not.
 */
export async function countSignIn(
  database: Database,
  { account, address, personId, device }: SignInTry,
  { of, withinMs, maxHere, maxOfAddress, maxOfAccount, text }: TryLimits,
): Promise<readonly Buffer[]> {
  // Asked for an unknown account, too: the time must not tell whether there is one.
  const isKnown = device !== null && (await isKnownDevice(database.queries, device, personId ?? 0));
  const from = countedAddress(address);
  const limits: readonly (readonly [Buffer, number])[] =
    isKnown && device !== null
      ? [[keyOf(of, "browser", device.toString("hex"), account), maxHere]]
      : [
          [keyOf(of, "address", from), maxOfAddress],
          [keyOf(of, "here", account, from), maxHere],
          [keyOf(of, "account", account), maxOfAccount],
        ];
  const isOver = await transact(database, async (tx) => {
    for (const [key, max] of limits) if ((await countTry(tx, key, withinMs)) > max) return true;
    return false;
  });
  if (isOver)
    return refuse("too-often", text, {
      todo: "Wait, use a browser in which you have signed in before, or ask for a sign-in link: `npx signalbox sign-in` on the server's machine.",
    });
  return limits.map(([key]) => key);
}

/** Forgets what was counted against somebody who was right then. */
export async function forgetSignIns({ queries }: Database, keys: readonly Buffer[]): Promise<void> {
  await forgetTries(queries, keys);
}

/** How long a count is of use. */
export const LIMIT_LIFE_MS: number = DAY_MS;

function keyOf(...words: readonly string[]): Buffer {
  return createHash("sha256").update(JSON.stringify(words)).digest();
}
