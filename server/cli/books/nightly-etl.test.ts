import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { startBooks } from "./start-books-for-test.ts";

const { done, newPath, seal, launch, ended } = await startBooks();

const DAY = "2026-11-26";

beforeAll(async () => {
  await seal("nightly-etl", {
    "every: 5m, timeout: 2h": "every: 1s, timeout: 2s",
    "every: 20s, timeout: 1m": "every: 1s, timeout: 1s",
  });
});

/** What came for a day: the orders of three shops and the rates, with other files or without one (null). */
async function newData(other: Readonly<Record<string, string | null>> = {}) {
  const dir = await newPath();
  const incoming = join(dir, "incoming");
  for (const name of ["incoming", "rates", "published"]) mkdirSync(join(dir, name), { recursive: true });
  const files = {
    [`north-${DAY}.csv`]: "2,USD,10.00\n1,EUR,20.50\n",
    [`south-${DAY}.csv`]: "7,EUR,1.50\n",
    [`west-${DAY}.csv`]: "9,USD,100.00\n",
    [`rates-${DAY}.csv`]: "EUR,1.00\nUSD,0.90\n",
    ...other,
  };
  for (const [name, text] of Object.entries(files))
    if (text !== null) writeFileSync(join(incoming, name), text);
  writeFileSync(join(dir, "rates", "last.csv"), "EUR,1.00\nUSD,0.50\n");
  return dir;
}

const published = (dir: string) => {
  const path = join(dir, "published", `${DAY}.csv`);
  return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : null;
};
const report = (dir: string) => readFileSync(join(dir, "report"), "utf8").trim().split("\n");

test("the first night of a new directory has its own data", async () => {
  const dir = await newPath();
  const id = await launch("nightly-etl", { dir });
  expect(await ended(id)).toMatchObject({ state: "succeeded", handledFailures: 0 });
  expect(report(dir)).toEqual(["state: succeeded", "orders: 6, worth 88.50"]);
});

test("the orders of all shops are published in one currency, with the promotion of the day", async () => {
  const dir = await newData({ [`promotions-${DAY}`]: "50\n" });
  const id = await launch("nightly-etl", { dir, day: DAY });
  expect(await ended(id)).toMatchObject({ state: "succeeded", states: { promotions: "succeeded" } });
  expect(published(dir)).toEqual(["north,1,10.25", "north,2,4.50", "south,7,0.75", "west,9,45.00"]);
  expect(report(dir)).toEqual(["state: succeeded", "orders: 4, worth 60.50"]);
  expect(existsSync(join(dir, "work", String(id)))).toBe(false);
});

test("without the rates of the day those of the day before are used, and the report says so", async () => {
  const dir = await newData({ [`rates-${DAY}.csv`]: null });
  const id = await launch("nightly-etl", { dir, day: DAY });
  expect(await ended(id)).toMatchObject({
    state: "succeeded",
    handledFailures: 1,
    states: { rates: "failed", "last-rates": "succeeded", promotions: "skipped" },
  });
  expect(published(dir)).toEqual(["north,1,20.50", "north,2,5.00", "south,7,1.50", "west,9,50.00"]);
  expect(report(dir)).toEqual([
    "state: succeeded",
    "orders: 4, worth 77.00",
    expect.stringMatching(/^handled: rates: /),
  ]);
});

test("damaged rates are not waited for", async () => {
  const dir = await newData({ [`rates-${DAY}.csv`]: "<html>\n" });
  const id = await launch("nightly-etl", { dir, day: DAY });
  expect(await ended(id)).toMatchObject({ state: "succeeded", handledFailures: 1 });
  expect(report(dir)[2]).toBe("handled: rates: exit 2");
});

test("without the file of a shop nothing is published; when it is there, a retry goes on", async () => {
  const dir = await newData({ [`south-${DAY}.csv`]: null });
  const id = await launch("nightly-etl", { dir, day: DAY });
  expect(await ended(id)).toMatchObject({
    state: "failed",
    states: { extract: "failed", rates: "succeeded", join: "skipped", publish: "skipped" },
  });
  expect(published(dir)).toBeNull();
  expect(report(dir)).toEqual([
    "state: failed",
    "orders: 0, worth 0",
    expect.stringMatching(/^failed: extract: /),
  ]);

  writeFileSync(join(dir, "incoming", `south-${DAY}.csv`), "7,EUR,1.50\n");
  await done(["track", "retry", String(id), "extract", "--only-failed", "--reason", "the file has come"]);
  expect(await ended(id)).toMatchObject({ state: "succeeded", states: { publish: "succeeded" } });
  expect(published(dir)).toHaveLength(4);
  expect(report(dir)[0]).toBe("state: succeeded");
});

test("orders in a currency without a rate do not pass the check of quality", async () => {
  const dir = await newData({ [`west-${DAY}.csv`]: "9,XAU,1.00\n" });
  const id = await launch("nightly-etl", { dir, day: DAY });
  expect(await ended(id)).toMatchObject({ state: "failed", states: { join: "failed", publish: "skipped" } });
  expect(published(dir)).toBeNull();
  expect(report(dir)[2]).toMatch(/^failed: join: .*unknown/);
});

test("a shop without a single order does not pass the check of quality", async () => {
  const dir = await newData({ [`west-${DAY}.csv`]: "" });
  const id = await launch("nightly-etl", { dir, day: DAY });
  expect(await ended(id)).toMatchObject({ state: "failed", states: { extract: "failed", join: "skipped" } });
  expect(published(dir)).toBeNull();
});
