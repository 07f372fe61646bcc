import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addressOf } from "./address.ts";
import { CommandProblem } from "./command-problem.ts";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "address-"));
});
afterEach(() => rm(dir, { recursive: true }));

function problemOf(env: Readonly<Record<string, string>>): CommandProblem {
  try {
    addressOf({ SIGNALBOX_DATA: dir, ...env });
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
  const env = { SIGNALBOX_DATA: dir, SIGNALBOX_URL: "https://box.example/" };
  expect(addressOf(env)).toEqual({ by: "url", url: "https://box.example", token: null });
  expect(addressOf({ ...env, SIGNALBOX_TOKEN: "given" })).toMatchObject({ token: "given" });
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
