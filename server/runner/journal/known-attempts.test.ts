import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AttemptResult, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import { ExactNumber } from "#engine/json/exact-number.ts";
import type { Json } from "#engine/json/json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { KnownAttempts } from "./known-attempts.ts";

const NOW = Date.now();
const BOX = secretBox(Buffer.alloc(32, 1));
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "known-"));
});

afterEach(() => rmSync(dir, { recursive: true }));

const claim = (byte: number, change: Partial<ClaimedTrack> = {}): ClaimedTrack => ({
  trackId: 1,
  pipelineId: 7,
  launchedAt: 5_000,
  number: 0,
  vertex: "A",
  attempt: 1,
  token: Buffer.alloc(16, byte),
  task: { kind: "none" } as unknown as ClaimedTrack["task"],
  secrets: {},
  timeoutMs: null,
  isRetriedWhenLost: false,
  ...change,
});

const end = (outputText: string) => ({
  exitCode: 0,
  signal: null,
  outputText,
  isOutputCut: false,
  endedBy: null,
  spawnError: null,
});

const result = (track: ClaimedTrack, outputText = "a=1\n"): AttemptResult => ({
  ...track,
  secrets: [],
  end: end(outputText),
  logBytes: 3,
  isLogCut: false,
});

test("an attempt that is claimed again is known with its result, also by the next runner of the directory", () => {
  const first = new KnownAttempts(dir, BOX, NOW);
  first.noteBegun(claim(1), NOW);
  first.noteEnded(claim(1), result(claim(1)), NOW);
  for (const known of [first, new KnownAttempts(dir, BOX, NOW)])
    expect(known.find(claim(2))).toEqual({
      at: NOW,
      token: "01".repeat(16),
      result: { end: end("a=1\n"), logBytes: 3, isLogCut: false },
    });
});

test("a file that somebody removed meanwhile is begun anew", () => {
  const first = new KnownAttempts(dir, BOX, NOW);
  first.noteBegun(claim(1), NOW);
  for (const name of readdirSync(dir)) rmSync(join(dir, name));
  first.noteEnded(claim(1), result(claim(1)), NOW);
  first.noteBegun(claim(2, { number: 1 }), NOW);
  const next = new KnownAttempts(dir, BOX, NOW);
  expect(next.find(claim(3))?.result).toMatchObject({ end: end("a=1\n") });
  expect(next.find(claim(3, { number: 1 }))).toMatchObject({ token: "02".repeat(16), result: null });
});

test("the answer of a request is known with its numbers and the order of its names, also by the next runner", () => {
  const body = new Map<string, Json>([
    ["10", new ExactNumber("9007199254740993")],
    ["1", [new ExactNumber("3.10")]],
  ]);
  const answered = { ...end(""), response: { kind: "http" as const, status: 200, headers: {}, body } };
  const first = new KnownAttempts(dir, BOX, NOW);
  first.noteEnded(claim(1), { ...result(claim(1)), end: answered }, NOW);
  for (const known of [first, new KnownAttempts(dir, BOX, NOW)]) {
    const response = known.find(claim(2))?.result?.end?.response;
    expect(writeJson(response?.kind === "http" ? response.body : null)).toBe(writeJson(body));
  }
});

test("another attempt, another vertex, and a pipeline that got the same number later are not known", () => {
  const known = new KnownAttempts(dir, BOX, NOW);
  known.noteBegun(claim(1), NOW);
  expect(known.find(claim(1))).toBeNull();
  for (const other of [{ attempt: 2 }, { number: 1 }, { launchedAt: 5_001 }, { pipelineId: 8 }])
    expect(known.find(claim(2, other))).toBeNull();
  expect(known.find(claim(2))?.result).toBeNull();
});

test("of an attempt with a long output only that it ran is known", () => {
  const known = new KnownAttempts(dir, BOX, NOW);
  known.noteBegun(claim(1), NOW);
  known.noteEnded(claim(1), result(claim(1), "x".repeat(100_000)), NOW);
  expect(known.find(claim(2))?.result).toBeNull();
});

test("of an answer with a long body, too, only that it ran is known; a long body of many short values counts by its text", () => {
  const known = new KnownAttempts(dir, BOX, NOW);
  const bodies = ["x".repeat(100_000), Array.from({ length: 40_000 }, (_, at) => at % 10), ["short"]];
  for (const [number, body] of bodies.entries()) {
    const response = { kind: "http" as const, status: 200, headers: {}, body };
    known.noteBegun(claim(1, { number }), NOW);
    known.noteEnded(claim(1, { number }), { ...result(claim(1)), end: { ...end(""), response } }, NOW);
  }
  const isKnown = [0, 1, 2].map((number) => (known.find(claim(2, { number }))?.result ?? null) !== null);
  expect(isKnown).toEqual([false, false, true]);
});

test("of the oldest of many results only that they ran is known; after a day nothing is", () => {
  const known = new KnownAttempts(dir, BOX, NOW);
  for (let attempt = 1; attempt <= 700; attempt += 1)
    known.noteEnded(claim(1, { attempt }), result(claim(1), "x".repeat(60_000)), NOW);
  expect(known.find(claim(2))).toMatchObject({ result: null });
  expect(known.find(claim(2, { attempt: 700 }))?.result).not.toBeNull();
  known.noteBegun(claim(1, { attempt: 701 }), NOW + 25 * 3_600_000);
  expect(known.find(claim(2))).toBeNull();
  expect(known.find(claim(2, { attempt: 701 }))).not.toBeNull();
});

test("what another runner of the directory writes is read, an incomplete line later, and old files are removed", () => {
  const known = new KnownAttempts(dir, BOX, NOW);
  const line = `${JSON.stringify({ attempt: "7 5000 0 1", known: { at: NOW, token: "ff", result: null } })}\n`;
  const other = join(dir, "1-1.known");
  writeFileSync(other, line.slice(0, 20));
  known.readOthers();
  expect(known.find(claim(2))).toBeNull();
  appendFileSync(other, line.slice(20));
  known.readOthers();
  expect(known.find(claim(2))).toMatchObject({ token: "ff" });
  utimesSync(other, NOW / 1_000, NOW / 1_000);
  new KnownAttempts(dir, BOX, NOW + 25 * 3_600_000);
  expect(readdirSync(dir)).not.toContain("1-1.known");
});

test("what another runner writes after it has begun a file anew is known, too", () => {
  const reader = new KnownAttempts(dir, BOX, NOW);
  const path = join(dir, "1-2.known");
  const line = (attempt: number) => {
    const known = { at: NOW, token: "01".repeat(16), result: null };
    return `${JSON.stringify({ attempt: `7 5000 0 ${attempt}`, known })}\n`;
  };
  writeFileSync(path, line(1) + line(2));
  reader.readOthers();
  renameSync(path, join(dir, "1-2.older.known"));
  writeFileSync(path, line(3));
  reader.readOthers();
  for (const attempt of [1, 2, 3]) expect(reader.find(claim(2, { attempt }))).not.toBeNull();
});

test("the result of an attempt that read a secret is on the disk in encrypted form, and is read back as it was", () => {
  const track = claim(1);
  const read = { ...result(track, "url=jdbc:postgres://db\n"), secrets: [{ name: "db", value: "postgres" }] };
  new KnownAttempts(dir, BOX, NOW).noteEnded(track, read, NOW);
  const files = readdirSync(dir).map((name) => readFileSync(join(dir, name), "utf8"));
  expect(files.join("")).not.toContain("postgres");
  const { end: ended, secrets } = read;
  expect(new KnownAttempts(dir, BOX, NOW).find(claim(2))?.result).toMatchObject({ end: ended, secrets });
  const otherKey = secretBox(Buffer.alloc(32, 2));
  expect(new KnownAttempts(dir, otherKey, NOW).find(claim(2))).toMatchObject({ result: null });
});
