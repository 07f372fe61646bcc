import { expect, test } from "vitest";
import { type ConnectionKind, readAddress } from "./connection.ts";

test("an address has a host, a port and a database, and the usual port where it names none", () => {
  const read = (kind: ConnectionKind, text: string) => readAddress(kind, text);
  expect(read("redis", "redis://cache:7000/3")).toEqual({
    address: { isEncrypted: false, host: "cache", port: 7000, path: "3" },
  });
  expect(read("redis", "rediss://[::1]")).toEqual({
    address: { isEncrypted: true, host: "::1", port: 6379, path: "" },
  });
  expect(read("clickhouse", "https://warehouse.example.com/events")).toMatchObject({
    address: { port: 8443, path: "events" },
  });
  expect(read("mysql", "mysqls://db/shop")).toMatchObject({ address: { isEncrypted: true, port: 3306 } });
  expect(read("http", "https://api.example.com/v1/")).toMatchObject({ address: { path: "v1" } });
});

test("an address with a password, of another kind or that is none is refused, and the password is not repeated", () => {
  const problem = (kind: ConnectionKind, text: string) => {
    const read = readAddress(kind, text);
    return "problem" in read ? read.problem : "";
  };
  expect(problem("redis", "redis://ann:hunter2@cache:6379")).toMatch(/without a user name and a password/);
  expect(problem("redis", "redis://ann:hunter2@cache:6379")).not.toContain("hunter2");
  expect(problem("http", "https://ann@api.example.com")).toMatch(/without a user name/);
  expect(problem("clickhouse", "redis://cache")).toMatch(/such as https:\/\/warehouse/);
  expect(problem("http", "https://api.example.com?token=x")).toMatch(/without `\?`/);
  expect(problem("redis", "redis://cache/events")).toMatch(/number of a database/);
  expect(problem("mysql", "mysql://db")).toMatch(/with the name of a database/);
  expect(problem("mysql", "mysql://db:99999/shop")).toMatch(/1 to 65535/);
  expect(problem("http", "nowhere")).toMatch(/Wanted an address/);
});
