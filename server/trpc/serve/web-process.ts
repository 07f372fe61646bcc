import { type Database, openDatabase } from "#platform/database/db.ts";
import { readEnv } from "#platform/env.ts";
import { openLog } from "#platform/log.ts";
import { openSecretBox, type SecretBox } from "#platform/secret-box.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { RevPoller } from "#services/watch/rev-poller.ts";

/** The objects that one web process has once, even if its modules are loaded again in development. */
export type WebProcess = {
  readonly database: Database;
  readonly watch: RevPoller;
  readonly warnings: RepeatedWarnings;
  readonly secrets: () => Promise<SecretBox>;
  /** The token of the command line; null where none was set, and then no token is accepted. */
  readonly token: string | null;
};

const CONNECTIONS = 10;
const place = globalThis as typeof globalThis & { signalboxWeb?: WebProcess };

/** @throws where the environment cannot be used. The supervisor sets all of it. */
export function webProcess(): WebProcess {
  place.signalboxWeb ??= openWebProcess();
  return place.signalboxWeb;
}

function openWebProcess(): WebProcess {
  const env = readEnv();
  if (env.databaseUrl === undefined)
    throw new Error("DATABASE_URL is not set: start the product with `npm start`, which sets it.");
  const database = openDatabase(env.databaseUrl, CONNECTIONS);
  let box: Promise<SecretBox> | null = null;
  return {
    database,
    watch: new RevPoller(database),
    warnings: new RepeatedWarnings(openLog("web", env.logLevel)),
    secrets: () => {
      box ??= openSecretBox(env.dataDir, env.secretKey);
      return box;
    },
    token: env.token ?? null,
  };
}
