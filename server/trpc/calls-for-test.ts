import { randomUUID } from "node:crypto";
import { type Database, inTransaction, transact } from "#platform/database/db.ts";
import { openLog } from "#platform/log.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { RefusedCalls } from "#services/audit/refused-calls.ts";
import type { Actor } from "#services/rights/actor.ts";
import { PipelineFeeds } from "#services/watch/pipeline-feeds.ts";
import { ANN_ASKS } from "#testing/api/ann-asks.ts";
import type { Context } from "./init.ts";
import { refusalOf } from "./refusals.ts";
import { appRouter } from "./routers/router.ts";

/** `allowed`: it was carried out, or refused for what it is about. `taken`: its name is. */
export type Outcome = "allowed" | "not-allowed" | "not-found" | "taken";
type Called = { readonly outcome: Outcome; readonly answer: unknown };
type Caller = Readonly<Record<string, Readonly<Record<string, (input: unknown) => Promise<unknown>>>>>;

/** Calls procedures without HTTP, as any actor. */
export function callsOn(database: Database, box: SecretBox) {
  const feeds = new PipelineFeeds(database);
  const refusedCalls = new RefusedCalls(database, () => undefined);
  const ask = (path: string, actor: Actor, on: Database, input: unknown): Promise<unknown> => {
    const context: Context = {
      ...ANN_ASKS,
      database: on,
      feeds,
      warnings: new RepeatedWarnings(openLog("test", "silent")),
      refusedCalls,
      secrets: async () => box,
      requestId: randomUUID(),
      actor,
      actorNow: async () => actor,
    };
    const [router = "", name = ""] = path.split(".");
    const procedure = (appRouter.createCaller(context) as unknown as Caller)[router]?.[name];
    if (procedure === undefined) throw new Error(`There is no procedure ${path}.`);
    return procedure(input);
  };
  return {
    /** Calls a procedure in a transaction that is rolled back, and gives what came of it. */
    call: async (path: string, actor: Actor, input: unknown): Promise<Called> => {
      const over = new Error("rolled back");
      let called: Called = { outcome: "allowed", answer: null };
      await transact(database, async (tx) => {
        called = await outcomeOf(() => ask(path, actor, inTransaction(database, tx), input));
        throw over;
      }).catch((error: unknown) => {
        if (error !== over) throw error;
      });
      return called;
    },
    /** The refusal of a call; null where it was carried out. */
    refusalIn: (path: string, actor: Actor, input: unknown) =>
      ask(path, actor, database, input).then(
        () => null,
        (error: unknown) => refusalOf(error),
      ),
  };
}

async function outcomeOf(ask: () => Promise<unknown>): Promise<Called> {
  try {
    const given = await ask();
    const answer = isStream(given) ? await firstOf(given) : given;
    const refusal = (answer as { refusal?: { code: string } } | null)?.refusal;
    return { outcome: refusal?.code === "not-found" ? "not-found" : "allowed", answer };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    const { code, text } = refusal;
    if (code === "not-allowed" || code === "not-found") return { outcome: code, answer: text };
    const isTaken = code === "conflict" && text.includes("already");
    return isTaken ? { outcome: "taken", answer: text } : { outcome: "allowed", answer: null };
  }
}

function isStream(given: unknown): given is AsyncIterable<unknown> {
  return typeof given === "object" && given !== null && Symbol.asyncIterator in given;
}

/** An item of a stream is its cursor and its data. */
async function firstOf(stream: AsyncIterable<unknown>): Promise<unknown> {
  for await (const item of stream) return Array.isArray(item) ? item[1] : item;
  return null;
}
