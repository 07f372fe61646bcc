import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import type { PolledDevice } from "#contract/people/device.ts";
import { pollUntilDecided } from "./sign-in-at-server.ts";

const BEGUN = { intervalMs: 3_000, lifeMs: 600_000 };
const ALLOWED = { state: "allowed", token: "t", acts: ["read"], folder: "" } as const;
const LOST = TRPCClientError.from(new TypeError("fetch failed"));
const REFUSAL = { code: "database-away", text: "The database does not answer." } as const;
const AWAY = TRPCClientError.from({
  error: {
    code: -32_603,
    message: REFUSAL.text,
    data: { code: "SERVICE_UNAVAILABLE", httpStatus: 503, refusal: REFUSAL },
  },
});

/** Asks a server that gives these answers, and the last one again and again. */
async function pollWith(...answers: readonly (PolledDevice | Error)[]) {
  let at = 0;
  let asked = 0;
  const poll = async () => {
    const answer = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    if (answer === undefined || answer instanceof Error) throw answer;
    return answer;
  };
  const wait = async (ms: number) => {
    at += ms;
  };
  const end = await pollUntilDecided(poll, BEGUN, { wait, now: () => at }).catch((error: unknown) => error);
  return { end, asked, at };
}

test("a connection that breaks, and a database that is away, do not end the sign-in of a command line", async () => {
  expect(await pollWith({ state: "waiting" }, LOST, AWAY, LOST, ALLOWED)).toMatchObject({
    end: ALLOWED,
    asked: 5,
  });
});

test("a server that stays away ends it when the request is over, and any other error at once", async () => {
  expect(await pollWith(LOST)).toMatchObject({ end: LOST, at: BEGUN.lifeMs });
  const bug = new Error("bug");
  expect(await pollWith(bug, ALLOWED)).toMatchObject({ end: bug, asked: 1 });
});

test("where the answer with the token may have been lost, it is said that nobody has the token", async () => {
  const { end } = await pollWith(LOST, { state: "over" });
  expect(end).toMatchObject({ document: { todo: expect.stringContaining("revoke it") } });
  expect(await pollWith({ state: "over" })).toMatchObject({ end: { state: "over" } });
});

test("a connection that broke before somebody could decide has lost no token", async () => {
  for (const answered of [{ state: "waiting" }, { state: "slow down" }] as const)
    expect(await pollWith(LOST, answered, { state: "over" })).toMatchObject({ end: { state: "over" } });
});
