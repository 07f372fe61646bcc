import { createConnection, type RowDataPacket } from "mysql2/promise";
import { connectionOptionsOf } from "#platform/database-url.ts";

/** The settings of a database server, by names that MySQL and MariaDB share. */
export type ServerFacts = {
  readonly version: string;
  readonly variables: Readonly<Record<string, string>>;
};

const CONNECT_TIMEOUT_MS = 10_000;
const WANTED_PACKET_BYTES = 16 * 1024 * 1024;
const OLDEST = { mariadb: [10, 6], mysql: [8, 0] } as const;

/** The server cannot keep the promises. The message has one line for each setting, with the line that corrects it. */
export class UnfitDatabase extends Error {
  constructor(lines: readonly string[]) {
    super(`The database server cannot be used as it is set:\n${lines.map((line) => `  ${line}`).join("\n")}`);
    this.name = "UnfitDatabase";
  }
}

/**
 * Checks that the server of `DATABASE_URL` keeps committed data, above all that it flushes at every commit. Isolation,
 * time zone, strict mode and character set are set by each connection, so the server's defaults for them do not matter.
 *
 * @throws UnfitDatabase for a server that is too old or could lose data; Error where it cannot be reached.
 */
export async function assertDatabaseFit(url: string): Promise<void> {
  const problems = databaseProblems(await readFacts(url));
  if (problems.length > 0) throw new UnfitDatabase(problems);
}

/** The problems of a server, one line for each, with the way to correct it; empty where there are none. */
export function databaseProblems({ version, variables }: ServerFacts): string[] {
  const problems: string[] = [];
  const kind = version.includes("MariaDB") ? "mariadb" : "mysql";
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  const [wantedMajor, wantedMinor] = OLDEST[kind];
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
    problems.push(`It is ${version}: wanted is MySQL 8.0 or MariaDB 10.6 or newer (SELECT … SKIP LOCKED).`);
  }
  const expect = (name: string, isRight: (value: string) => boolean, correction: string): void => {
    const value = variables[name];
    if (value !== undefined && !isRight(value))
      problems.push(`${name} is ${value}. Write into the server's [mysqld]: ${correction}`);
  };
  expect("innodb_flush_log_at_trx_commit", (value) => value === "1", "innodb_flush_log_at_trx_commit=1");
  expect("max_allowed_packet", (value) => Number(value) >= WANTED_PACKET_BYTES, "max_allowed_packet=64M");
  if (variables["log_bin"] === "ON") {
    expect("sync_binlog", (value) => value === "1", "sync_binlog=1");
    expect("binlog_format", (value) => value === "ROW", "binlog_format=ROW");
  }
  return problems;
}

async function readFacts(url: string): Promise<ServerFacts> {
  const connection = await createConnection({
    ...connectionOptionsOf(url),
    connectTimeout: CONNECT_TIMEOUT_MS,
  }).catch((error: unknown) => {
    throw new Error(unreachable(error, url), { cause: error });
  });
  try {
    const [[answer]] = await connection.query<RowDataPacket[]>("SELECT VERSION() AS version");
    const [rows] = await connection.query<RowDataPacket[]>(
      `SHOW GLOBAL VARIABLES WHERE Variable_name IN
        ('innodb_flush_log_at_trx_commit', 'sync_binlog', 'log_bin', 'binlog_format', 'max_allowed_packet')`,
    );
    return {
      version: String(answer?.["version"]),
      variables: Object.fromEntries(rows.map((row) => [String(row["Variable_name"]), String(row["Value"])])),
    };
  } finally {
    await connection.end().catch(() => connection.destroy());
  }
}

function unreachable(error: unknown, url: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const options = connectionOptionsOf(url);
  const place = options.socketPath ?? `${options.host}:${options.port}`;
  if (code === "ER_BAD_DB_ERROR") {
    return (
      `The database server at ${place} has no database "${options.database}". Make it: CREATE DATABASE ` +
      `\`${options.database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;`
    );
  }
  if (code === "ER_ACCESS_DENIED_ERROR" || code === "ER_DBACCESS_DENIED_ERROR") {
    return `The database server at ${place} refuses the user "${options.user}" of DATABASE_URL. Check the user, its password and its rights on "${options.database}".`;
  }
  return `The database server at ${place} (DATABASE_URL) cannot be reached: ${code ?? message}. Start it, or unset DATABASE_URL to use a private one.`;
}
