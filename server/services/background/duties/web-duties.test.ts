import { afterEach, test } from "vitest";
import { openLog } from "#platform/log.ts";
import { NO_WAKE_UPS } from "#platform/wake-ups/wake-up.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { noteDraining, registerRunner } from "#services/fleet/runner-life.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { allowedAddresses } from "../../connections/clients/allowed-addresses.ts";
import { WebDuties } from "./web-duties.ts";

const { database, launch } = await startTestSystem();
const log = openLog("test", "silent");

const duties = new WebDuties({
  ...{ database, log, wakeUps: NO_WAKE_UPS, warnings: new RepeatedWarnings(log), holder: "web:1" },
  ...{ leaseMs: 600_000, httpAllow: [] },
  secrets: () => Promise.reject(new Error("No secret is read here.")),
  outlets: { allowed: allowedAddresses([]), mailServer: null, site: "" },
});

afterEach(() => duties.stop());

test("the web does the work for all while the only runner with a database is draining, however long its scripts run", async () => {
  const row = { name: "r1", host: "h", pid: 1, labels: [], slots: 1, containment: "process-group" };
  await noteDraining(database, await registerRunner(database, row, 600_000));
  const run = await launch({ name: "waits", vertices: { W: { kind: "wait", wait: { for: "1s" } } } });
  duties.start();
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
});
