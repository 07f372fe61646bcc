import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, utimes } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeTestDataDirectory } from "./test-data-directory.ts";

const ROOM = 1;
const NO_ROOM = Number.POSITIVE_INFINITY;
const memory = await mkdtemp(join(tmpdir(), "memory-"));
const made: string[] = [memory];
afterAll(() => Promise.all(made.map((each) => rm(each, { recursive: true }))));

async function make(inMemory: string, minFreeBytes: number): Promise<string> {
  const directory = await makeTestDataDirectory(inMemory, minFreeBytes);
  made.unshift(directory);
  return directory;
}

test("the files of a test database are in memory where there is room, and else among the temporary files", async () => {
  expect(dirname(await make(memory, ROOM))).toBe(memory);
  expect(dirname(await make(memory, NO_ROOM))).toBe(tmpdir());
  expect(dirname(await make(join(memory, "not there"), ROOM))).toBe(tmpdir());
});

test("what a killed run left in memory is removed; what begins, what answers and what others made stays", async () => {
  const place = async (name: string, ageMinutes: number) => {
    const directory = join(memory, name);
    await mkdir(directory);
    return { directory, age: () => utimes(directory, 0, Date.now() / 1000 - ageMinutes * 60) };
  };
  const left = await place("signalbox-test-left", 60);
  const begins = await place("signalbox-test-begins", 1);
  const answers = await place("signalbox-test-answers", 60);
  const others = await place("others", 60);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(answers.directory, "server.sock"), resolve));
  try {
    for (const { age } of [left, begins, answers, others]) await age();
    await make(memory, ROOM);
    expect([left, begins, answers, others].map(({ directory }) => existsSync(directory))).toEqual([
      false,
      true,
      true,
      true,
    ]);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
