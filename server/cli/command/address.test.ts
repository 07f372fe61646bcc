import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addressOf } from "./address.ts";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "address-"));
});
afterEach(async () => {
  await chmod(dir, 0o700);
  await rm(dir, { recursive: true });
});

test("on the server's own machine the address and the token come from its data directory", async () => {
  await writeFile(join(dir, "url"), "http://127.0.0.1:4010\n");
  await writeFile(join(dir, "token"), "local-token\n");
  expect(await addressOf({ SIGNALBOX_DATA: dir })).toEqual({
    url: "http://127.0.0.1:4010",
    token: "local-token",
  });
});

test("SIGNALBOX_URL and SIGNALBOX_TOKEN come first", async () => {
  await writeFile(join(dir, "url"), "http://127.0.0.1:4010\n");
  await writeFile(join(dir, "token"), "local-token\n");
  const env = { SIGNALBOX_DATA: dir, SIGNALBOX_URL: "https://box.example/", SIGNALBOX_TOKEN: "given" };
  expect(await addressOf(env)).toEqual({ url: "https://box.example", token: "given" });
});

test("the local token is never sent to another machine", async () => {
  await writeFile(join(dir, "token"), "local-token\n");
  const env = { SIGNALBOX_DATA: dir, SIGNALBOX_URL: "https://box.example" };
  expect(await addressOf(env)).toEqual({ url: "https://box.example", token: null });
  for (const url of ["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"])
    expect((await addressOf({ ...env, SIGNALBOX_URL: url })).token, url).toBe("local-token");
  for (const url of ["http://127.0.0.1.example", "http://localhost.example"])
    expect((await addressOf({ ...env, SIGNALBOX_URL: url })).token, url).toBeNull();
});

test("an empty variable counts as not set; PORT gives the port on this machine", async () => {
  const env = { SIGNALBOX_DATA: dir, SIGNALBOX_URL: "", SIGNALBOX_TOKEN: "", PORT: "4011" };
  expect(await addressOf(env)).toEqual({ url: "http://127.0.0.1:4011", token: null });
});

test("without an address of the server, the error names the missing file and what to do", async () => {
  const problem = addressOf({ SIGNALBOX_DATA: dir });
  await expect(problem).rejects.toMatchObject({
    exitCode: 4,
    message: expect.stringContaining(join(dir, "url")),
  });
  await expect(problem).rejects.toMatchObject({ document: { todo: expect.stringContaining("npm start") } });
});

test.each(["localhost:3000", "ftp://box.example", "not an address"])("%s is not an address", async (url) => {
  const problem = addressOf({ SIGNALBOX_DATA: dir, SIGNALBOX_URL: url });
  await expect(problem).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(url) });
});
