import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ScriptFindings } from "#components/vertex-form/findings/script-findings-context.ts";
import type { Finding } from "#engine/model/graph-content.ts";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { createScriptAsker } from "./script-asker.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const about = (text: string): Finding => ({
  ...{ code: "shell-syntax", level: "warning", text, vertices: ["A"], edges: [], field: "script", line: 1 },
});

/** A page with a draft, and a server that answers when it is told to. */
function stage(vertices: object) {
  const page = { edit: 1, isSaved: true, content: contentOf(vertices, []) };
  const asked: { end: (edit?: number, late?: number) => Promise<void>; fail: () => Promise<void> }[] = [];
  const said: ScriptFindings[] = [];
  const asker = createScriptAsker({
    saved: () => (page.isSaved ? { ...page } : null),
    ask: (_, signal) => {
      const { edit } = page;
      return new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        const settled = () => vi.advanceTimersByTimeAsync(0).then(() => undefined);
        asked.push({
          end: (of = edit, late = 0) => {
            resolve({ edit: of, findings: [about(`edit ${of}`)], unread: [], late });
            return settled();
          },
          fail: () => {
            reject(new Error("away"));
            return settled();
          },
        });
      });
    },
    onSaid: (next) => said.push(next),
  });
  const type = (now: object) => {
    page.edit += 1;
    page.content = contentOf(now, []);
    asker.look();
  };
  const calm = () => vi.runAllTimersAsync();
  return { page, asked, said, asker, type, calm };
}

test("keys in a row are one question, and only once the draft is saved", async () => {
  const { page, asked, asker, type, calm } = stage({ A: { script: "a" } });
  page.isSaved = false;
  for (const script of ["f", "fi", "fi;"]) {
    type({ A: { script } });
    await vi.advanceTimersByTimeAsync(100);
  }
  await calm();
  expect(asked).toHaveLength(0);
  page.isSaved = true;
  asker.look();
  asker.look();
  await calm();
  expect(asked).toHaveLength(1);
});

test("what does not change a shell script asks nothing", async () => {
  const A = { script: "fi", inputs: { x: { type: "string" } } };
  const { asked, said, type, calm } = stage({});
  type({ B: { script: "y(", interpreter: "python3" }, C: { kind: "approval" }, D: { script: " \n" } });
  await calm();
  expect(asked).toHaveLength(0);
  type({ A });
  await calm();
  await asked[0]?.end();
  type({ Z: {}, A: { ...A, timeout: "1m", revert: "none" } });
  await calm();
  expect(asked).toHaveLength(1);
  for (const next of [{ inputs: { x: { type: "number" } } }, { interpreter: "sh" }, { revert: "done" }]) {
    type({ A: { ...A, ...next } });
    await calm();
    await asked.at(-1)?.end();
  }
  expect(asked).toHaveLength(4);
  // The last script is gone: nothing is asked, and nothing stays said.
  type({ Z: {} });
  await calm();
  expect([asked.length, said.at(-1)?.findings]).toEqual([4, []]);
});

test("one question at a time: what is typed meanwhile is asked after it, once, and an answer is about the text of its question", async () => {
  const { asked, said, page, type, calm } = stage({});
  type({ A: { script: "old" } });
  await calm();
  const old = page.content.vertices;
  for (const script of ["new", "newer", "newest"]) {
    type({ A: { script } });
    await calm();
  }
  expect(asked).toHaveLength(1);
  await asked[0]?.end();
  expect(said).toEqual([{ findings: [about("edit 2")], vertices: old, unread: [] }]);
  await calm();
  expect(asked).toHaveLength(2);
  await asked[1]?.end();
  expect(said.at(-1)).toEqual({ findings: [about("edit 5")], vertices: page.content.vertices, unread: [] });
});

test("an answer about another save is not taken, and asked again only a few times; a failure waits for the next change", async () => {
  const { asked, said, type, calm, asker } = stage({});
  type({ A: { script: "fi" } });
  for (const at of [0, 1, 2, 3]) {
    await calm();
    await asked[at]?.end(99);
  }
  await calm();
  expect([asked.length, said.length]).toEqual([3, 0]);
  asker.look();
  await calm();
  await asked[3]?.fail();
  await calm();
  expect(asked).toHaveLength(4);
  expect(said).toMatchObject([{ findings: [], unread: [expect.stringContaining("did not say in time")] }]);
  asker.look();
  await calm();
  await asked[4]?.end();
  expect(said.slice(1)).toMatchObject([{ unread: [] }]);
});

test("after a failure it is asked again also where the texts are those that were answered before, and then says no more of it", async () => {
  const { asked, said, type, calm } = stage({});
  type({ A: { script: "one" } });
  await calm();
  await asked[0]?.end();
  type({ A: { script: "two" } });
  await calm();
  await asked[1]?.fail();
  type({ A: { script: "one" } });
  await calm();
  expect(asked).toHaveLength(3);
  await asked[2]?.end();
  expect(said.at(-1)?.unread).toEqual([]);
  type({ A: { script: "one" } });
  await calm();
  expect(asked).toHaveLength(3);
});

test("a page that is left hears nothing more", async () => {
  const { asked, said, asker, type, calm } = stage({});
  type({ A: { script: "fi" } });
  await calm();
  asker.stop();
  await asked[0]?.end();
  asker.look();
  await calm();
  expect([asked.length, said.length]).toEqual([1, 0]);
});

test("where scripts were not read it is asked again, but not for ever", async () => {
  const { asked, said, asker, calm } = stage({ A: { script: "a" } });
  asker.look();
  await calm();
  await asked[0]?.end(1, 7);
  await calm();
  expect(said).toHaveLength(1);
  expect(asked).toHaveLength(2);
  await asked[1]?.end(1, 0);
  await calm();
  expect(asked).toHaveLength(2);
  asker.look();
  await calm();
  expect(asked).toHaveLength(2);
});

test("scripts that are never read are asked about a few times", async () => {
  const { asked, asker, calm } = stage({ A: { script: "a" } });
  asker.look();
  await calm();
  for (let place = 0; place < asked.length && place < 20; place += 1) {
    await asked[place]?.end(1, 7);
    await calm();
  }
  expect(asked).toHaveLength(4);
});
