import { expect, test } from "vitest";
import type { AllLogsPlace } from "#contract/logs/all-logs.ts";
import { insertLogChunks } from "#repos/tracks/log-chunk-rows.ts";
import { tracksOf } from "#repos/tracks/track-rows.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { searchAllLogs } from "./search-all-logs.ts";

const system = await startTestSystem();
const { queries } = system.database;
await system.startRunner();

/** A pipeline that has ended, of two tracks and three attempts, with these pieces as their logs. */
async function printed(pieces: readonly [vertex: "A" | "B", attempt: number, seq: number, text: string][]) {
  const run = await system.launch({
    name: "quiet",
    onFailure: "continue",
    vertices: { A: { script: "exit 1", retry: { max: 1, delay: "0s" } }, B: { script: "true" } },
  });
  await run.until(({ pipeline }) => pipeline.state === "failed");
  const [first, second] = await tracksOf(queries, run.id);
  for (const [vertex, attempt, seq, text] of pieces)
    await insertLogChunks(queries, [
      {
        pipelineId: run.id,
        trackId: (vertex === "A" ? first : second)?.id ?? 0,
        attempt,
        seq,
        stream: "merged",
        bytes: Buffer.from(text),
        ageMs: 0,
      },
    ]);
  return run.id;
}

type Query = { text: string; isPattern?: boolean; isCaseExact?: boolean };

/** All answers of a search, each of which may look at so many pieces. */
async function answers(id: number, query: Query, pieces: number, limit = 50) {
  const all: { count: number; lines: string[] }[] = [];
  let after: AllLogsPlace | null = null;
  for (let isEnd = false; !isEnd; ) {
    const asked = { id, after, limit, isPattern: false, isCaseExact: false, ...query };
    const found = await searchAllLogs(queries, asked, { pieces, ms: 60_000 });
    const lines = found.matches.map(
      ({ vertex, attempt, line, text }) => `${vertex} ${attempt} ${line} ${text}`,
    );
    all.push({ count: found.count, lines });
    after = found.next;
    isEnd = found.isEnd;
  }
  return all;
}

const linesOf = (found: Awaited<ReturnType<typeof answers>>) => found.flatMap(({ lines }) => lines).sort();

const LOGS = await printed([
  ["A", 1, 1, "start\nmade: 3 rows\nti"],
  ["B", 1, 1, "B says Timeout\n"],
  ["A", 1, 2, "me"],
  ["A", 1, 3, "out\nend without a break: timeout"],
  ["A", 2, 1, "\u001b[31mtime\u001b[0mout again\n"],
  ["B", 1, 2, "last\n"],
]);

test.each([1, 2, 3, 100])(
  "lines of all tracks and attempts are found once, also one across answers of %i pieces",
  async (pieces) => {
    expect(linesOf(await answers(LOGS, { text: "timeout" }, pieces))).toEqual([
      "A 1 3 timeout",
      "A 1 4 end without a break: timeout",
      "A 2 1 timeout again",
      "B 1 1 B says Timeout",
    ]);
    expect(linesOf(await answers(LOGS, { text: "^time.*t$", isPattern: true }, pieces))).toEqual([
      "A 1 3 timeout",
    ]);
    expect(linesOf(await answers(LOGS, { text: "Timeout", isCaseExact: true }, pieces))).toEqual([
      "B 1 1 B says Timeout",
    ]);
  },
);

test("of very many lines all are counted and the first are told", async () => {
  const id = await printed([["B", 1, 1, "again\n".repeat(9_000)]]);
  const [found, ...more] = await answers(id, { text: "again" }, 100, 2);
  expect(more).toEqual([]);
  expect(found).toEqual({ count: 9_000, lines: ["B 1 1 again", "B 1 2 again"] });
});

test("where all lines that are found are to be told, an answer ends early instead of leaving some out", async () => {
  const id = await printed([
    ["A", 1, 1, "again\n".repeat(3)],
    ["B", 1, 1, "again\nother\n"],
  ]);
  const asked = { id, text: "again", isPattern: false, isCaseExact: false, limit: 2, isEveryTold: true };
  const first = await searchAllLogs(queries, asked);
  expect([first.matches.length, first.count, first.isEnd]).toEqual([3, 3, false]);
  const rest = await searchAllLogs(queries, { ...asked, after: first.next });
  expect(rest.matches).toMatchObject([{ vertex: "B", line: 1, stream: "merged" }]);
  expect(rest.isEnd).toBe(true);
});

test("an answer that has no time left looks at one piece, and says up to where it searched", async () => {
  const asked = { id: LOGS, limit: 9, text: "start", isPattern: false, isCaseExact: false };
  const found = await searchAllLogs(queries, asked, { pieces: 100, ms: 0 });
  expect(found).toMatchObject({ count: 1, isEnd: false, next: { attempt: 1, seq: 1 } });
  expect(found.searchedTo).toBeInstanceOf(Date);
});

test("a pattern that cannot be used, and a pipeline that is not there, are refused", async () => {
  const asked = { id: LOGS, limit: 9, text: "a(b", isPattern: true, isCaseExact: false };
  await expect(searchAllLogs(queries, asked)).rejects.toMatchObject({
    refusal: { code: "bad-input", text: expect.stringMatching(/^[^\n]*pattern[^\n]*\.$/i) },
  });
  await expect(searchAllLogs(queries, { ...asked, id: 999_999, text: "a" })).rejects.toMatchObject({
    refusal: { code: "not-found" },
  });
});
