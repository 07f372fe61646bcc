import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { Refused } from "../refusals/refused.ts";
import {
  CODE_LIMITS,
  countOfAddress,
  countSignIn,
  DEVICE_LIMITS,
  PASSWORD_LIMITS,
  RECOVERY_LIMITS,
  type TryLimits,
} from "./limit-sign-in.ts";
import { removeOldSignIns } from "./remove-old-sign-ins.ts";

const { database } = await startTestSystem();

/** Tries once, from a browser that nobody has signed in with. Gives whether the try may be judged. */
async function isJudged(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === "too-often") return false;
    throw error;
  }
}

const tryOnce = (limits: TryLimits, account: string, address: string) =>
  isJudged(countSignIn(database, { account, address, personId: null, device: null }, limits));

async function judgedOf(times: number, attempt: (number: number) => Promise<boolean>): Promise<number> {
  let judged = 0;
  for (let number = 0; number < times; number += 1) if (await attempt(number)) judged += 1;
  return judged;
}

async function countRows(): Promise<number> {
  const [rows] = await database.pool.query("SELECT count(*) AS n FROM sign_in_limit");
  return (rows as { n: number }[])[0]?.n ?? 0;
}

test.each([PASSWORD_LIMITS, CODE_LIMITS, RECOVERY_LIMITS, DEVICE_LIMITS])(
  "one address cannot close an account for everybody, however often it tries: $of",
  async (limits) => {
    const account = `ann of ${limits.of}`;
    expect(await judgedOf(130, () => tryOnce(limits, account, "10.1.0.1"))).toBe(limits.maxHere);
    expect(await tryOnce(limits, account, "10.1.0.2")).toBe(true);
  },
);

test("tries from many addresses close an account for everybody", async () => {
  const tried = await judgedOf(120, (number) =>
    tryOnce(PASSWORD_LIMITS, "bob", `10.2.${Math.floor(number / 10)}.1`),
  );
  expect(tried).toBe(PASSWORD_LIMITS.maxOfAccount);
  expect(await tryOnce(PASSWORD_LIMITS, "bob", "10.2.99.1")).toBe(false);
});

test("an address that is closed leaves no more counts, whatever accounts it makes up", async () => {
  const made = (number: number) => tryOnce(PASSWORD_LIMITS, `made-up-${number}`, "10.3.0.1");
  expect(await judgedOf(PASSWORD_LIMITS.maxOfAddress + 1, made)).toBe(PASSWORD_LIMITS.maxOfAddress);
  const before = await countRows();
  expect(await judgedOf(20, (number) => made(1_000 + number))).toBe(0);
  expect(await countRows()).toBe(before);
});

test("all addresses of an IPv6 network count as one", async () => {
  const inNetwork = (number: number) => `2001:db8:1:2::${(number + 1).toString(16)}`;
  const limits = { ...PASSWORD_LIMITS, maxOfAddress: 15 };
  const here = await judgedOf(12, (number) => tryOnce(limits, "cleo", inNetwork(number)));
  expect(here).toBe(limits.maxHere);
  expect(await tryOnce(limits, "cleo", "2001:db8:1:3::1")).toBe(true);
  const asked = await judgedOf(17, (number) =>
    isJudged(countOfAddress(database, inNetwork(number), { ...limits, of: "asked" })),
  );
  expect(asked).toBe(limits.maxOfAddress);
});

test("old counts go in one removal, however many there are", async () => {
  const since = new Date(Date.now() - 2 * 86_400_000);
  const old = Array.from({ length: 2_500 }, (_, number) => [randomBytes(32), number + 1, since]);
  await database.pool.query("INSERT INTO sign_in_limit (`key`, tries, since) VALUES ?", [old]);
  const before = await countRows();
  await removeOldSignIns(database);
  expect(before - (await countRows())).toBe(2_500);
});
