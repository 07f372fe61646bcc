import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import { linesOf } from "#testing/lines-of.ts";
import { startBooks } from "./start-books-for-test.ts";

const { done, newPath, seal, launch, asked, answer, ended } = await startBooks();

const TIMES = { "delay: 30s": "delay: 100ms", "for: 10s": "for: 100ms", "delay: 3s": "delay: 50ms" };

beforeAll(async () => {
  await done(["secret", "set", "ca-login"], "ann:hunter2");
  await seal("certificate-renewal", TIMES);
});

/** A server with a certificate that is valid for so many more days. */
async function newServer(days: number) {
  const dir = await newPath();
  for (const name of ["installed", "used"]) {
    mkdirSync(join(dir, name), { recursive: true });
    writeFileSync(join(dir, name, "www.example.com.pem"), `name=www.example.com\ndays=${days}\nserial=1\n`);
  }
  writeFileSync(join(dir, "installed", "www.example.com.key"), "the old key\n");
  return dir;
}

const certificate = (dir: string, place: "installed" | "used") =>
  readFileSync(join(dir, place, "www.example.com.pem"), "utf8");
const history = (dir: string) => linesOf(join(dir, "history"));
const report = (dir: string) => readFileSync(join(dir, "report"), "utf8");
const isOld = (text: string) => text.includes("serial=1\n");

test("a new certificate is ordered, verified, installed and used; the next pipeline has nothing to do", async () => {
  const dir = await newPath();
  const first = await launch("certificate-renewal", { dir });
  expect(await ended(first)).toMatchObject({ state: "succeeded", states: { approve: "skipped" } });
  expect(history(dir)).toEqual(["look", "order", "verify", "install", "reload", "compare"]);
  expect(certificate(dir, "used")).toBe(certificate(dir, "installed"));
  expect(report(dir)).toBe("www.example.com succeeded \n");

  const second = await launch("certificate-renewal", { dir });
  expect(await ended(second)).toMatchObject({
    state: "succeeded",
    reason: null,
    states: { look: "succeeded", order: "skipped", install: "skipped", compare: "skipped" },
  });
  expect(history(dir).slice(6)).toEqual(["look"]);
});

test("an authority that is busy is asked again", async () => {
  const dir = await newServer(10);
  writeFileSync(join(dir, "busy"), "once\ntwice\n");
  const id = await launch("certificate-renewal", { dir });
  expect(await ended(id)).toMatchObject({ state: "succeeded", handledFailures: 0 });
  expect(history(dir).filter((line) => line === "order")).toHaveLength(3);
  expect(isOld(certificate(dir, "used"))).toBe(false);
});

test("a server that goes on with the old certificate: the old one is put back, with its key", async () => {
  const dir = await newServer(10);
  writeFileSync(join(dir, "stuck"), "");
  const id = await launch("certificate-renewal", { dir });
  expect(await ended(id)).toMatchObject({ state: "reverted", states: { install: "reverted" } });
  expect(history(dir)).toEqual([
    ..."look order verify install reload".split(" "),
    ...Array(10).fill("compare"),
    "undo install",
  ]);
  expect(isOld(certificate(dir, "installed")) && isOld(certificate(dir, "used"))).toBe(true);
  expect(readFileSync(join(dir, "installed", "www.example.com.key"), "utf8")).toBe("the old key\n");
  expect(report(dir)).toMatch(/^www\.example\.com reverted compare: .*10 rounds/);
});

test("for production a person approves; after a no nothing has changed", async () => {
  const dir = await newServer(29);
  const id = await launch("certificate-renewal", { dir, env: "production" });
  expect(await asked(id)).toBe("Install the new certificate of www.example.com in production?");
  await answer(id, "--reject");
  expect(await ended(id)).toMatchObject({ state: "failed", states: { install: "skipped" } });
  expect(history(dir)).toEqual(["look", "order", "verify"]);
  expect(isOld(certificate(dir, "installed")) && isOld(certificate(dir, "used"))).toBe(true);
  expect(report(dir)).toMatch(/^www\.example\.com failed approve: rejected/);
});

test("who answers late is reminded, and the certificate is installed", async () => {
  await seal("certificate-renewal", { ...TIMES, "after: 4h": "after: 1s" });
  const dir = await newServer(29);
  const id = await launch("certificate-renewal", { dir, env: "production" });
  const reminded = "remind: the certificate of www.example.com waits for an answer";
  await vi.waitFor(() => expect(history(dir)).toContain(reminded), 30_000);
  await answer(id, "--approve");
  expect(await ended(id)).toMatchObject({ state: "succeeded", states: { remind: "succeeded" } });
  expect(isOld(certificate(dir, "used"))).toBe(false);
});

test("a certificate that is valid for 30 days is left alone", async () => {
  const dir = await newServer(30);
  const id = await launch("certificate-renewal", { dir, env: "production" });
  expect(await ended(id)).toMatchObject({ state: "succeeded", states: { order: "skipped" } });
  expect(existsSync(join(dir, "ordered", "www.example.com.pem"))).toBe(false);
});
