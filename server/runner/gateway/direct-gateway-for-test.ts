import { randomBytes } from "node:crypto";
import type { Database } from "#platform/database/db.ts";
import { openLog } from "#platform/log.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { DirectGateway } from "./direct-gateway.ts";

/** A gateway for tests of parts of a runner: it does nothing for all. */
export function directGateway(database: Database): DirectGateway {
  const log = openLog("test", "silent");
  return new DirectGateway({
    database,
    pulse: database,
    log,
    warnings: new RepeatedWarnings(log),
    secrets: secretBox(randomBytes(32)),
    holder: "test",
    leaseMs: 30_000,
  });
}
