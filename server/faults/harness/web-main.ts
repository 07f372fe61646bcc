import { readEnv } from "#platform/env.ts";
import { startApiServer } from "#testing/api/api-server.ts";

/** The API as a separate process, for faults that kill it. Prints its address. */
const url = process.env["DATABASE_URL"];
if (url === undefined) throw new Error("DATABASE_URL is not set.");
const { secretKey, httpAllow } = readEnv();
const server = await startApiServer(url, {
  secretKey: secretKey ?? undefined,
  httpAllow,
  wakeUpDir: process.env["SIGNALBOX_WAKE_UPS"],
  port: Number(process.env["PORT"] ?? 0),
  hasDuties: true,
});
process.stdout.write(`${server.url}\n`);
