import { openDatabase } from "#platform/database/db.ts";
import { moveLogs } from "#services/stored-logs/move-logs.ts";
import { removeLogFiles } from "#services/stored-logs/remove-log-files.ts";

/**
 * Moves logs of ended pipelines into files, or removes files without an owner, as a process of its own that a fault kills.
 * `ACT`: `move`, of pipelines after `AFTER`; or `remove`, for what was begun `SECONDS` ago.
 */
const { DATABASE_URL: url, ACT: act, AFTER: after = "0", SECONDS: seconds = "0" } = process.env;
if (url === undefined) throw new Error("DATABASE_URL is not set.");
const database = openDatabase(url);
const isOver = () => false;
if (act === "remove") await removeLogFiles(database, isOver, Number(seconds));
else await moveLogs(database, { after: Number(after), isOver, endedSeconds: 0 });
await database.close();
