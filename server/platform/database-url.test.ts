import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  connectionOptionsOf,
  databaseServersOf,
  placeText,
  socketDatabaseUrl,
  withDatabaseName,
} from "./database-url.ts";

describe("connectionOptionsOf", () => {
  it.each([
    [
      "mysql://app:secret@db.example:3307/signalbox",
      { user: "app", password: "secret", host: "db.example", port: 3307, database: "signalbox" },
    ],
    ["mysql://app@db/signalbox", { user: "app", host: "db", port: 3306, database: "signalbox" }],
    [
      "mariadb://app:p%40ss%2Fw@[::1]/my%20db",
      { user: "app", password: "p@ss/w", host: "::1", port: 3306, database: "my db" },
    ],
    [
      "mysql://root@localhost/signalbox?socketPath=/run/a%20b.sock",
      { user: "root", database: "signalbox", socketPath: "/run/a b.sock" },
    ],
    [
      "mysql://app@db/x?ssl=on",
      { user: "app", host: "db", port: 3306, database: "x", ssl: { minVersion: "TLSv1.2" } },
    ],
  ])("reads %s", (url, wanted) => {
    expect(connectionOptionsOf(url)).toEqual(wanted);
  });

  it.each([
    ["", /no URL/],
    ["localhost:3306", /starts with localhost:\/\/ where mysql:\/\/ is wanted|no URL/],
    ["postgres://u@h/d", /starts with postgres:\/\/ where mysql:\/\/ is wanted/],
    ["mysql://h/d", /names no user/],
    ["mysql://u@h", /names no database/],
    ["mysql://u@h/a/b", /no name of a database/],
    ["mysql://u@localhost/d?socketPath=run/x", /absolute path/],
    ["mysql://u@h/d?sslmode=require", /"sslmode" is not known/],
    ["mysql://u@h/d?ssl=maybe", /on or off/],
    ["mysql://u:%zz@h/d", /the password has a %/],
  ])("refuses %s with a reason", (url, reason) => {
    expect(() => connectionOptionsOf(url)).toThrow(reason);
  });

  it("never shows a password", () => {
    expect(() => connectionOptionsOf("mysql://u:hunter2@h:99999999/d")).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("hunter2") }),
    );
  });

  it("decodes any percent-encoded user and password", () => {
    const word = fc.string({ minLength: 1, unit: "grapheme" });
    fc.assert(
      fc.property(word, word, (user, password) => {
        const url = `mysql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@h/d`;
        expect(connectionOptionsOf(url)).toMatchObject({ user, password });
      }),
    );
  });
});

describe("databaseServersOf", () => {
  const login = { user: "app", password: "s,c@t", database: "x" };

  it("reads several hosts, each with a port of its own, in their order", () => {
    expect(databaseServersOf("mysql://app:s%2Cc%40t@db1:3307,[::1],db3/x")).toEqual([
      { ...login, host: "db1", port: 3307 },
      { ...login, host: "::1", port: 3306 },
      { ...login, host: "db3", port: 3306 },
    ]);
  });

  it("reads several sockets", () => {
    const servers = databaseServersOf(
      "mysql://app@localhost/x?socketPath=/run/a.sock&socketPath=/run/b,c.sock",
    );
    expect(servers.map(placeText)).toEqual(["/run/a.sock", "/run/b,c.sock"]);
  });

  it("finds the hosts of any list, whatever is in the password", () => {
    const host = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
    const server = fc.record({ host, port: fc.integer({ min: 1, max: 65_535 }) });
    const list = fc.uniqueArray(server, { minLength: 1, maxLength: 9, selector: ({ host }) => host });
    fc.assert(
      fc.property(list, fc.string({ minLength: 1 }), (servers, password) => {
        const hosts = servers.map(({ host, port }) => `${host}:${port}`).join(",");
        const found = databaseServersOf(`mysql://u:${encodeURIComponent(password)}@${hosts}/d?ssl=on`);
        expect(found).toMatchObject(servers.map((each) => ({ ...each, password, user: "u", database: "d" })));
      }),
    );
  });

  it.each([
    ["mysql://u@db1,,db2/d", /a host is missing before or after a comma/],
    ["mysql://u@db1,/d", /a host is missing/],
    ["mysql://u@db1:3306,db2:33x6/d", /"db2:33x6" is no host with a port/],
    ["mysql://u@db1,db1:3306/d", /names the server db1:3306 twice/],
    ["mysql://u@db1,db2/d?socketPath=/a", /several hosts and a socketPath/],
    ["mysql://u@a,b,c,d,e,f,g,h,i,j/d", /10 servers; at most 9/],
    ["mysql://u@localhost/d?socketPath=/a&socketPath=b", /absolute path/],
  ])("refuses %s with a reason", (url, reason) => {
    expect(() => databaseServersOf(url)).toThrow(reason);
  });

  it("never shows a password of several hosts", () => {
    expect(() => databaseServersOf("mysql://u:hunter2@db1,db2:x/d")).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("hunter2") }),
    );
  });

  it("gives one server to a caller that can use only one", () => {
    expect(() => connectionOptionsOf("mysql://u@db1,db2/d")).toThrow(/2 servers where one is wanted/);
  });
});

describe("withDatabaseName", () => {
  it("keeps all hosts", () => {
    expect(withDatabaseName("mysql://u:p@db1:3306,db2:3307/old?ssl=on", "new one")).toBe(
      "mysql://u:p@db1:3306,db2:3307/new%20one?ssl=on",
    );
  });

  it("changes the name and nothing else", () => {
    const url = socketDatabaseUrl("/tmp/a dir/server.sock", "one");
    const before = connectionOptionsOf(url);
    expect(connectionOptionsOf(withDatabaseName(url, "two"))).toEqual({ ...before, database: "two" });
  });
});
