import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startBooks } from "./start-books-for-test.ts";

const { newPath, seal, launch, asked, answer, ended } = await startBooks();

test("a fan-out goes on when all of its checks have ended", async () => {
  await seal("fan-out");
  const end = await ended(await launch("fan-out", {}));
  expect(end).toMatchObject({
    state: "succeeded",
    states: { "check-load": "succeeded", report: "succeeded" },
  });
});

test("the same is done on all hosts, and they are counted", async () => {
  const dir = await newPath();
  await seal("over-hosts");
  const end = await ended(await launch("over-hosts", { dir }));
  expect(end).toMatchObject({ state: "succeeded", states: { patch: "succeeded", report: "succeeded" } });
  for (const host of ["web-1", "web-5"]) expect(existsSync(join(dir, host, "patched"))).toBe(true);
});

test("staging is released at once, production after a yes, and not after a no", async () => {
  const dir = await newPath();
  await seal("conditional-release");
  const staging = await ended(await launch("conditional-release", { dir }));
  expect(staging).toMatchObject({ state: "succeeded", states: { approve: "skipped", tell: "skipped" } });
  expect(readFileSync(join(dir, "staging", "current"), "utf8")).toBe("1.1\n");
  const yes = await launch("conditional-release", { dir, env: "production", version: "1.2" });
  expect(await asked(yes)).toBe("Release 1.2 to production?");
  await answer(yes, "--approve");
  expect(await ended(yes)).toMatchObject({ state: "succeeded" });
  const no = await launch("conditional-release", { dir, env: "production", version: "1.3" });
  await asked(no);
  await answer(no, "--reject");
  expect((await ended(no)).states).toMatchObject({ release: "skipped" });
  expect(readFileSync(join(dir, "production", "current"), "utf8")).toBe("1.2\n");
});
