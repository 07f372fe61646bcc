import { SQL_MODE } from "../sql-mode.ts";
import type { DatabaseServer } from "./find-database-server.ts";
import type { DatabasePlace } from "./install-database.ts";

/** Three connections for each runner, ten for each web process, and a reserve for people and for many test files. */
const MAX_CONNECTIONS = 300;

/**
 * The arguments of a private server. The promise that committed data is kept depends on
 * `innodb_flush_log_at_trx_commit=1`. There is no binary log: it serves replication and point-in-time recovery, which a
 * private server does not have, and each commit would wait for a second flush. (`sync_binlog` is set for operators who
 * enable it.)
 */
export function databaseServerArguments(
  server: DatabaseServer,
  place: DatabasePlace,
  socketPath: string,
): string[] {
  return [
    // This must come first: no settings of the machine's own server may be used.
    "--no-defaults",
    // As root a server refuses to start unless root is named as its user.
    ...(process.getuid?.() === 0 ? ["--user=root"] : []),
    `--datadir=${place.data}`,
    `--tmpdir=${place.temporary}`,
    `--socket=${socketPath}`,
    `--pid-file=${place.pid}`,
    `--log-error=${place.log}`,
    "--skip-networking",
    "--skip-log-bin",
    "--sync-binlog=1",
    "--transaction-isolation=READ-COMMITTED",
    "--innodb-flush-log-at-trx-commit=1",
    "--innodb-lock-wait-timeout=5",
    "--innodb-rollback-on-timeout=ON",
    "--innodb-deadlock-detect=ON",
    "--innodb-print-all-deadlocks=ON",
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_unicode_520_ci",
    "--default-time-zone=+00:00",
    "--max-allowed-packet=64M",
    "--wait-timeout=3600",
    `--max-connections=${MAX_CONNECTIONS}`,
    `--sql-mode=${SQL_MODE}`,
    "--local-infile=OFF",
    ...(server.kind === "mysql"
      ? ["--loose-mysqlx=OFF", "--loose-innodb-redo-log-capacity=64M"]
      : ["--innodb-log-file-size=48M"]),
  ];
}
