import { chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addressOf } from "./address.ts";
import { CommandProblem } from "./command-problem.ts";
import { forgetToken, storeToken } from "./stored-tokens.ts";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "address-"));
});
afterEach(() => rm(dir, { recursive: true }));

function problemOf(env: Readonly<Record<string, string>>): CommandProblem {
  try {
    addressOf({ SIGNALBOX_DATA: dir, XDG_CONFIG_HOME: dir, ...env });
  } catch (error) {
    if (error instanceof CommandProblem) return error;
  }
  throw new Error("It was no problem.");
}

test("on the server's own machine it is the socket in the data directory, whatever the token is", async () => {
  await writeFile(join(dir, "web.sock"), "");
  const env = { SIGNALBOX_DATA: dir, SIGNALBOX_URL: "", SIGNALBOX_TOKEN: "given" };
  expect(addressOf(env)).toEqual({ by: "socket", path: join(dir, "web.sock") });
});

test("SIGNALBOX_URL and SIGNALBOX_TOKEN come first", async () => {
  await writeFile(join(dir, "web.sock"), "");
  const env = { SIGNALBOX_DATA: dir, XDG_CONFIG_HOME: dir, SIGNALBOX_URL: "https://box.example/" };
  expect(addressOf(env)).toEqual({ by: "url", url: "https://box.example", token: null });
  expect(addressOf({ ...env, SIGNALBOX_TOKEN: "given" })).toMatchObject({ token: "given" });
});

test("a token that sign-in has stored is used for its server only, and one in SIGNALBOX_TOKEN comes first", async () => {
  const env = { SIGNALBOX_DATA: dir, XDG_CONFIG_HOME: dir };
  const [one, two] = ["https://box.example", "https://other.example"];
  storeToken(env, one, "of one");
  storeToken(env, two, "of two");
  expect(addressOf({ ...env, SIGNALBOX_URL: `${one}/` })).toMatchObject({ token: "of one" });
  expect(addressOf({ ...env, SIGNALBOX_URL: two })).toMatchObject({ token: "of two" });
  expect(addressOf({ ...env, SIGNALBOX_URL: two, SIGNALBOX_TOKEN: "given" })).toMatchObject({
    token: "given",
  });
  expect(addressOf({ ...env, SIGNALBOX_URL: "https://third.example" })).toMatchObject({ token: null });
  const file = join(dir, "signalbox", "tokens.json");
  expect([(await stat(file)).mode & 0o777, (await stat(join(dir, "signalbox"))).mode & 0o777]).toEqual([
    0o600, 0o700,
  ]);
  expect([forgetToken(env, one), forgetToken(env, one)]).toEqual([true, false]);
  expect(addressOf({ ...env, SIGNALBOX_URL: one })).toMatchObject({ token: null });
  expect(addressOf({ ...env, SIGNALBOX_URL: two })).toMatchObject({ token: "of two" });
  await chmod(file, 0o644);
  expect(problemOf({ SIGNALBOX_URL: two })).toMatchObject({
    message: expect.stringContaining("others can read"),
  });
  await writeFile(file, "not json");
  await chmod(file, 0o600);
  expect(problemOf({ SIGNALBOX_URL: two })).toMatchObject({ message: expect.stringContaining("no JSON") });
});

test("a token is sent to this machine or over https only", () => {
  for (const url of [
    "http://localhost:3000",
    "http://127.0.0.1:3000",
    "http://[::1]:3000",
    "https://a.example",
  ])
    expect(addressOf({ SIGNALBOX_URL: url, SIGNALBOX_TOKEN: "given" })).toMatchObject({
      url,
      token: "given",
    });
  for (const url of ["http://127.0.0.1.example", "http://localhost.example", "http://10.0.0.7:3000"])
    expect(problemOf({ SIGNALBOX_URL: url, SIGNALBOX_TOKEN: "given" })).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining("in clear. Nothing was sent."),
    });
});

test("without a socket, the error names it and what to do", () => {
  expect(problemOf({})).toMatchObject({
    exitCode: 4,
    message: expect.stringContaining(join(dir, "web.sock")),
    document: { todo: expect.stringContaining("npm start") },
  });
});

test.each(["localhost:3000", "ftp://box.example", "not an address"])("%s is not an address", (url) => {
  expect(problemOf({ SIGNALBOX_URL: url })).toMatchObject({
    exitCode: 2,
    message: expect.stringContaining(url),
  });
});
