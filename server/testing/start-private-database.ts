import { startPrivateDatabase } from "#platform/database/private-server/private-database.ts";

/** A process that runs a private server in the directory of its argument, for tests that stop or kill it. */
const dir = process.argv[2];
if (dir === undefined) throw new Error("Name the directory of the database as the first argument.");
const database = await startPrivateDatabase({ dir, log: (line) => console.error(line) });
console.log(database.url);
process.once("SIGTERM", () => void database.stop().then(() => process.exit(0)));
setInterval(() => undefined, 60_000);
