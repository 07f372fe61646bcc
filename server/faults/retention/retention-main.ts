import { openDatabase } from "#platform/database/db.ts";
import { runRetention } from "#services/retention/run-retention.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";

/** Removes what the policy of a graph says, as a process of its own that a fault kills. */
const { DATABASE_URL: url, GRAPH: graph } = process.env;
if (url === undefined || graph === undefined) throw new Error("DATABASE_URL or GRAPH is not set.");
const database = openDatabase(url);
await runRetention(database, graph, COMMAND_LINE);
await database.close();
