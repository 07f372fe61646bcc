import { createConnection, type RowDataPacket } from "mysql2/promise";
import { type ConnectionOptions, databaseServersOf, placeText } from "#platform/database-url.ts";

/** The settings of a database server, by names that MySQL and MariaDB share. */
export type ServerFacts = {
  readonly version: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Only asked where there are several servers. */
  readonly mayIgnoreReadOnly?: boolean;
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
 * Of several servers each one is checked that can be reached: any of them may have to write.
 *
 * @throws UnfitDatabase for a server that is too old or could lose data; Error where none can be reached.
 */
export async function assertDatabaseFit(url: string): Promise<void> {
  const servers = databaseServersOf(url);
  const checks = await Promise.allSettled(servers.map((server) => problemsOf(server, servers.length > 1)));
  const problems = checks.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
  if (problems.length > 0) throw new UnfitDatabase(problems);
  const failures = checks.flatMap((each) => (each.status === "rejected" ? [each.reason as Error] : []));
  if (failures.length === servers.length) throw failures[0];
}

async function problemsOf(server: ConnectionOptions, isOneOfSeveral: boolean): Promise<string[]> {
  const facts = await readFacts(server, isOneOfSeveral);
  if (!isOneOfSeveral) return databaseProblems(facts);
  return [...databaseProblems(facts), ...severalServersProblems(facts)].map(
    (problem) => `${placeText(server)}: ${problem}`,
  );
}

/** The problems of a server that is one of several, besides those of every server. */
export function severalServersProblems({ variables, mayIgnoreReadOnly }: ServerFacts): string[] {
  if (variables["wsrep_on"] === "ON" || variables["wsrep_on"] === "1") {
    return variables["innodb_autoinc_lock_mode"] === "2"
      ? []
      : ["Galera needs innodb_autoinc_lock_mode=2. Write it into the server's [mysqld]."];
  }
  // Only read_only keeps a process from writing to a former primary, so nothing may write in spite of it.
  return mayIgnoreReadOnly === true
    ? [
        "The user of DATABASE_URL may write although read_only is on (SUPER, READ ONLY ADMIN, CONNECTION ADMIN or ALL on *.*). " +
          "Use one with rights on the database only: GRANT ALL ON signalbox.* TO …",
      ]
    : [];
}

/** True where one of these lines of SHOW GRANTS lets a user write to a server that is read only. */
export function mayIgnoreReadOnly(grants: readonly string[]): boolean {
  return grants.some((line) =>
    /(^GRANT |, ?)(ALL PRIVILEGES|SUPER|READ[_ ]ONLY[_ ]ADMIN|CONNECTION[_ ]ADMIN)\b.* ON \*\.\* TO /i.test(
      line,
    ),
  );
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

async function readFacts(server: ConnectionOptions, isOneOfSeveral: boolean): Promise<ServerFacts> {
  const connection = await createConnection({
    ...server,
    connectTimeout: CONNECT_TIMEOUT_MS,
  }).catch((error: unknown) => {
    throw new Error(unreachable(error, server), { cause: error });
  });
  try {
    const [[answer]] = await connection.query<RowDataPacket[]>("SELECT VERSION() AS version");
    const [rows] = await connection.query<RowDataPacket[]>(
      `SHOW GLOBAL VARIABLES WHERE Variable_name IN
        ('innodb_flush_log_at_trx_commit', 'sync_binlog', 'log_bin', 'binlog_format', 'max_allowed_packet', 'wsrep_on',
          'innodb_autoinc_lock_mode')`,
    );
    const [grants] = isOneOfSeveral ? await connection.query<RowDataPacket[]>("SHOW GRANTS") : [[]];
    return {
      mayIgnoreReadOnly: mayIgnoreReadOnly(grants.flatMap((row) => Object.values(row).map(String))),
      version: String(answer?.["version"]),
      variables: Object.fromEntries(rows.map((row) => [String(row["Variable_name"]), String(row["Value"])])),
    };
  } finally {
    await connection.end().catch(() => connection.destroy());
  }
}

function unreachable(error: unknown, options: ConnectionOptions): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const place = placeText(options);
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
