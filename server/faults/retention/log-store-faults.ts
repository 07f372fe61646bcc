import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Failpoint } from "#platform/failpoint.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { allStoredLogs } from "#services/stored-logs/read-stored-log.ts";
import { executions, type Fault, hasSucceeded, must } from "../harness/fault.ts";
import type { FaultContext, Run } from "../harness/fault-harness.ts";

/** More pieces than one file has: some files are whole when the process is killed, and one is not. */
const PIECES = 2_500;
const MAX_PIECES_READ = 10_000;
/** Whoever writes a file is done within that time. */
const SILENT_SECONDS = "3600";
/** Where the process that moves logs is killed, and what it leaves then. */
const PLACES: readonly (readonly [Failpoint, string])[] = [
  ["before-log-file", "after its row, before the file"],
  ["after-log-file", "after the file, before the transaction that takes it over"],
  ["after-log-move", "after that transaction"],
];

/** Faults of those who move logs to files. */
export const LOG_STORE_FAULTS: readonly Fault[] = PLACES.map(([place, where]) => ({
  name: `log store: killed ${where}, again and again`,
  promise: "each line of a log is read once and in order, and files without an owner are removed later",
  play: (context) => killedAt(context, place),
}));

async function killedAt(context: FaultContext, place: Failpoint): Promise<string> {
  const { database } = context;
  await context.runner("r1");
  const run = await context.launch({ A: { script: context.tally.script("echo line 0") } });
  await run.until("it succeeds", hasSucceeded);
  await addPieces(context, run);
  const lines = await linesOf(context, run);
  must(lines.length === PIECES, `it printed ${lines.length} lines`);
  must(
    lines.every((line, number) => line === `line ${number}\n`),
    "the log is in another order",
  );
  // Other faults use the same database.
  const before = String(run.id - 1);
  let kills = 0;
  for (; (await moving(context, { ACT: "move", AFTER: before }, `${place}:kill`)) === "killed"; kills += 1) {
    await mustBeAsBefore(context, run, lines, `after kill ${kills + 1}`);
    must(kills < 20, "it never ends");
    // A process that dies before it takes a file over begins with the same file again.
    if (place !== "after-log-move" && kills === 1) {
      kills += 1;
      break;
    }
  }
  must(kills >= 1, "it was not killed");
  await moving(context, { ACT: "move", AFTER: before });
  await mustBeAsBefore(context, run, lines, "after all were moved");
  const [rows] = await database.pool.query("SELECT count(*) AS n FROM log_chunk WHERE pipeline_id = ?", [
    run.id,
  ]);
  must((rows as { n: number }[])[0]?.n === 0, "pieces are left in the table");
  const written = filesOf(context, run).length;
  // A file that is being written now belongs to whoever writes it.
  await moving(context, { ACT: "remove", SECONDS: SILENT_SECONDS });
  must(filesOf(context, run).length === written, "a file was removed whose writer may be alive");
  await database.pool.query("UPDATE log_file SET made_at = made_at - INTERVAL 2 HOUR WHERE pipeline_id = ?", [
    run.id,
  ]);
  await moving(context, { ACT: "remove", SECONDS: SILENT_SECONDS });
  const [kept] = await database.pool.query(
    "SELECT state, hex(file_key) AS name FROM log_file WHERE pipeline_id = ?",
    [run.id],
  );
  const files = filesOf(context, run);
  must(
    (kept as { state: string }[]).every(({ state }) => state === "stored"),
    "a row without an owner is left",
  );
  must(
    files.length === (kept as object[]).length,
    `${files.length} files, ${(kept as object[]).length} rows`,
  );
  for (const { name } of kept as { name: string }[])
    must(
      files.some((file) => file.includes(name.toLowerCase())),
      "a file is missing",
    );
  await mustBeAsBefore(context, run, lines, "after what was left was removed");
  return `${kills} kills, ${written - files.length} files without an owner removed, ${files.length} kept; ${executions(context)}`;
}

/** A long log, as a runner would have stored it. */
async function addPieces({ database }: FaultContext, run: Run): Promise<void> {
  const [rows] = await database.pool.query("SELECT * FROM log_chunk WHERE pipeline_id = ? ORDER BY seq", [
    run.id,
  ]);
  const [row] = rows as Record<string, unknown>[];
  if (row === undefined) throw new Error("It printed nothing.");
  const columns = Object.keys(row);
  const values = Array.from({ length: PIECES - 1 }, (_, number) => {
    const piece: Record<string, unknown> = {
      ...row,
      seq: Number(row["seq"]) + number + 1,
      bytes: Buffer.from(`line ${number + 1}\n`),
    };
    return columns.map((column) => piece[column]);
  });
  await database.pool.query(
    `INSERT INTO log_chunk (${columns.map((name) => `\`${name}\``).join(", ")}) VALUES ?`,
    [values],
  );
}

async function linesOf({ dir, database }: FaultContext, run: Run): Promise<readonly string[]> {
  process.env["SIGNALBOX_LOG_DIR"] = logDirOf(dir);
  const pieces = await allStoredLogs(database.queries, [run.id], null, MAX_PIECES_READ);
  return pieces
    .toSorted((one, other) => one.trackId - other.trackId || one.seq - other.seq)
    .map(({ bytes }) => bytes.toString());
}

async function mustBeAsBefore(
  context: FaultContext,
  run: Run,
  lines: readonly string[],
  when: string,
): Promise<void> {
  const found = await linesOf(context, run);
  const wrong = found.findIndex((line, place) => line !== lines[place]);
  must(
    found.length === lines.length && wrong === -1,
    `${when}: ${found.length} lines, the first wrong one ${wrong}`,
  );
}

/** Moves logs, or removes files without an owner, as a process of its own. */
async function moving(
  { server, dir }: FaultContext,
  told: Readonly<Record<string, string>>,
  failpoint = "",
): Promise<"killed" | "ended"> {
  const program = join(PROJECT_ROOT, "server", "faults", "retention", "log-store-main.ts");
  const child = spawn(process.execPath, ["--import", "tsx", program], {
    cwd: PROJECT_ROOT,
    env: {
      ...{ NODE_ENV: "test", PATH: process.env.PATH, DATABASE_URL: server.url },
      ...{ ...told, SIGNALBOX_LOG_DIR: logDirOf(dir), SIGNALBOX_FAILPOINT: failpoint },
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  if (signal === "SIGKILL") return "killed";
  must(code === 0, `the process that moves logs ended with ${code}`);
  return "ended";
}

function logDirOf(dir: string): string {
  return join(dir, "logs");
}

function filesOf({ dir }: FaultContext, { id }: Run): readonly string[] {
  return readdirSync(logDirOf(dir), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.includes(`/${id}-`),
  );
}
