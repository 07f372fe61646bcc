import { describe, expect, inject, it } from "vitest";
import { connectionOptionsOf, withDatabaseName } from "#platform/database-url.ts";
import {
  assertDatabaseFit,
  databaseProblems,
  mayIgnoreReadOnly,
  severalServersProblems,
} from "./assert-database-fit.ts";

const GOOD = {
  version: "8.4.2",
  variables: {
    innodb_flush_log_at_trx_commit: "1",
    sync_binlog: "1",
    log_bin: "ON",
    binlog_format: "ROW",
    max_allowed_packet: "67108864",
  },
};

describe("databaseProblems", () => {
  it.each([["8.4.2"], ["8.0.36-0ubuntu0.22.04.1"], ["10.6.18-MariaDB"], ["11.4.2-MariaDB-ubu2404"]])(
    "finds no problem in %s with the right settings",
    (version) => {
      expect(databaseProblems({ ...GOOD, version })).toEqual([]);
    },
  );

  it.each([["5.7.44"], ["10.5.23-MariaDB"]])("refuses %s as too old", (version) => {
    expect(databaseProblems({ ...GOOD, version })).toEqual([expect.stringContaining(`It is ${version}`)]);
  });

  it.each([
    ["innodb_flush_log_at_trx_commit", "2", "innodb_flush_log_at_trx_commit=1"],
    ["max_allowed_packet", "1048576", "max_allowed_packet=64M"],
    ["sync_binlog", "0", "sync_binlog=1"],
    ["binlog_format", "STATEMENT", "binlog_format=ROW"],
  ])("refuses %s %s and gives the line that corrects it", (name, value, line) => {
    const facts = { ...GOOD, variables: { ...GOOD.variables, [name]: value } };
    expect(databaseProblems(facts)).toEqual([
      expect.stringMatching(new RegExp(`^${name} is ${value}.*${line}$`)),
    ]);
  });

  it("ignores the settings of a binary log that is off", () => {
    const variables = { ...GOOD.variables, log_bin: "OFF", sync_binlog: "0", binlog_format: "MIXED" };
    expect(databaseProblems({ ...GOOD, variables })).toEqual([]);
  });
});

describe("severalServersProblems", () => {
  it("refuses a user who may write to a server that is read only, because only read_only keeps former primaries apart", () => {
    expect(severalServersProblems({ ...GOOD, mayIgnoreReadOnly: true })).toEqual([
      expect.stringContaining("may write although read_only is on"),
    ]);
    expect(severalServersProblems({ ...GOOD, mayIgnoreReadOnly: false })).toEqual([]);
  });

  it("wants the lock mode that Galera needs, and no rights of a user there", () => {
    const node = (mode: string) => ({ ...GOOD.variables, wsrep_on: "ON", innodb_autoinc_lock_mode: mode });
    expect(severalServersProblems({ ...GOOD, variables: node("2"), mayIgnoreReadOnly: true })).toEqual([]);
    expect(severalServersProblems({ ...GOOD, variables: node("1") })).toEqual([
      expect.stringContaining("innodb_autoinc_lock_mode=2"),
    ]);
  });
});

describe("mayIgnoreReadOnly", () => {
  it.each([
    ["GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION", true],
    ["GRANT SELECT, SUPER ON *.* TO `app`@`%`", true],
    ["GRANT READ_ONLY ADMIN ON *.* TO `app`@`%`", true],
    ["GRANT CONNECTION_ADMIN,BACKUP_ADMIN ON *.* TO `app`@`%`", true],
    ["GRANT READ ONLY ADMIN ON *.* TO `app`@`%`", true],
    ["GRANT USAGE ON *.* TO `app`@`%` IDENTIFIED BY PASSWORD '*A'", false],
    ["GRANT ALL PRIVILEGES ON `signalbox`.* TO `app`@`%`", false],
    ["GRANT RELOAD, PROCESS ON *.* TO `app`@`%`", false],
  ])("%s: %s", (line, wanted) => {
    expect(mayIgnoreReadOnly(["GRANT USAGE ON *.* TO `other`@`%`", line])).toBe(wanted);
  });
});

describe("assertDatabaseFit", () => {
  it("says which of several servers is not fit, and passes over one that cannot be reached", async () => {
    const { host, port, user, password, socketPath } = connectionOptionsOf(inject("databaseServerUrl"));
    if (socketPath !== undefined) {
      const url = `mysql://${user}@localhost/mysql?socketPath=/not/there.sock&socketPath=${encodeURIComponent(socketPath)}`;
      await expect(assertDatabaseFit(url)).rejects.toThrow(
        `${socketPath}: innodb_flush_log_at_trx_commit is 0`,
      );
      return;
    }
    const url = `mysql://${user}:${password ?? ""}@127.0.0.1:1,${host}:${port}/mysql`;
    await expect(assertDatabaseFit(url)).rejects.toThrow(
      `${host}:${port}: innodb_flush_log_at_trx_commit is 0`,
    );
  });

  it("refuses the tests' own server, which does not flush", async () => {
    await expect(assertDatabaseFit(inject("databaseServerUrl"))).rejects.toThrow(
      /innodb_flush_log_at_trx_commit is 0/,
    );
  });

  it("says how to make a database that does not exist", async () => {
    const url = withDatabaseName(inject("databaseServerUrl"), "not_there");
    await expect(assertDatabaseFit(url)).rejects.toThrow(/has no database "not_there".*CREATE DATABASE/);
  });

  it("says that a server cannot be reached, without the password", async () => {
    const attempt = assertDatabaseFit("mysql://app:hunter2@127.0.0.1:1/signalbox");
    await expect(attempt).rejects.toThrow("127.0.0.1:1 (DATABASE_URL) cannot be reached: ECONNREFUSED");
    await expect(attempt).rejects.not.toThrow(/hunter2/);
  });
});
