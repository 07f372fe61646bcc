import { startPrivateDatabase } from "#platform/private-database.ts";

/** A process that starts a private server in the directory of its argument and waits: for tests that kill it. */
const dir = process.argv[2];
if (dir === undefined) throw new Error("Name the directory of the database as the first argument.");
const database = await startPrivateDatabase({ dir, log: (line) => console.error(line) });
console.log(database.url);
setInterval(() => undefined, 60_000);
