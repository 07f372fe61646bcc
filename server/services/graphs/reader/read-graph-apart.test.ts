import { expect, test } from "vitest";
import { readDraftText } from "./read-draft-text.ts";
import { readGraphApart } from "./read-graph-apart.ts";

const head = "signalbox: 1\nname: g\n";
const schedules = "triggers:\n  - { name: n, schedule: { every: 1h }, state: active }\n";
const large = `${head}${schedules}vertices:\n${Array.from({ length: 400 }, (_, number) => `  v${number}: { script: "echo ${number}", inputs: { n: { type: number, default: 1.50 } } }\n`).join("")}`;
const broken = large.replace("v7: { script", "v7: { scirpt").replace("v9:", "v8:");

test("a long text is read as a short one is, and the process answers meanwhile", async () => {
  const ended: string[] = [];
  const reading = readGraphApart(large).then((result) => {
    ended.push("read");
    return result;
  });
  await new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
  ended.push("answered");
  const wanted = readDraftText(large);
  expect(wanted).toMatchObject({ ok: true, declaredTriggers: 1 });
  expect(await reading).toEqual(wanted);
  expect(ended).toEqual(["answered", "read"]);
});

test("a text that takes too long or too much memory is refused, and the next one is read", async () => {
  const results = await Promise.all([
    readGraphApart(large, { maxMs: 1, maxMemoryMb: 1_024 }),
    readGraphApart(large, { maxMs: 60_000, maxMemoryMb: 10 }),
    readGraphApart(broken),
  ]);
  expect(results[0]).toMatchObject({
    problems: [{ text: expect.stringContaining("0.001 seconds to read") }],
  });
  expect(results[1]).toMatchObject({ problems: [{ text: expect.stringContaining("10 MB of memory") }] });
  expect(results[2]).toEqual(readDraftText(broken));
});

test("no more than a few wait", async () => {
  const limits = { maxMs: 1, maxMemoryMb: 1_024 };
  const results = await Promise.all(Array.from({ length: 12 }, () => readGraphApart(large, limits)));
  const texts = results.flatMap((each) => (each.ok ? [] : each.problems)).map(({ text }) => text);
  expect(texts.filter((text) => text.includes("Try again in a moment"))).toHaveLength(2);
});

test("a short text with triggers is read by a thread, too, however it writes the key", async () => {
  const short = `signalbox: 1\nname: g\nvertices:\n  A: { script: echo }\n${schedules}`;
  const escaped = short.replace("triggers:", '"trig\\x67ers":');
  const limits = { maxMs: 1, maxMemoryMb: 1_024 };
  for (const text of [short, escaped])
    expect(await readGraphApart(text, limits)).toMatchObject({
      problems: [{ text: expect.stringContaining("0.001 seconds to read") }],
    });
  expect(await readGraphApart(short.replace(schedules, "triggers: []\n"), limits)).toMatchObject({
    ok: true,
  });
});
