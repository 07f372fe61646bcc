import { expect, test } from "vitest";
import { isAlive } from "#testing/is-alive.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { FaultContext, type FaultDatabase } from "./fault-harness.ts";
import { startWeb } from "./web-process.ts";

const { databaseUrl, database, makeDirectory } = await startTestSystem();
const wakeUpDir = await makeDirectory();

async function context(): Promise<FaultContext> {
  const server = {
    url: databaseUrl,
    socketPath: "",
    pid: 0,
    ended: Promise.resolve(""),
    stop: async () => undefined,
  };
  const shared = { server, url: databaseUrl, database, wakeUpDir, startServer: async () => undefined };
  return new FaultContext(shared as FaultDatabase, "fault-of-a-test", await makeDirectory());
}

test("what a fault started and did not stop is stopped with it, also where it is frozen", async () => {
  const fault = await context();
  const [web, frozen] = await Promise.all([startWeb(fault), startWeb(fault)]);
  process.kill(frozen.pid, "SIGSTOP");
  await fault.end();
  expect([web, frozen].map(({ pid }) => isAlive(pid))).toEqual([false, false]);
});

test("one thing that cannot be stopped keeps no other one from being stopped, and is told", async () => {
  const fault = await context();
  fault.stopAtEnd(() => Promise.reject(new Error("it does not stop")));
  const web = await startWeb(fault);
  await expect(fault.end()).rejects.toThrow("it does not stop");
  expect(isAlive(web.pid)).toBe(false);
});

test("a web process that ends at its start is told at once", async () => {
  const fault = await context();
  await expect(startWeb(fault, { PORT: "65536" })).rejects.toThrow("ended before it gave its address");
});
