import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connectionOptionsOf, socketDatabaseUrl, withDatabaseName } from "./database-url.ts";

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

describe("withDatabaseName", () => {
  it("changes the name and nothing else", () => {
    const url = socketDatabaseUrl("/tmp/a dir/server.sock", "one");
    const before = connectionOptionsOf(url);
    expect(connectionOptionsOf(withDatabaseName(url, "two"))).toEqual({ ...before, database: "two" });
  });
});
