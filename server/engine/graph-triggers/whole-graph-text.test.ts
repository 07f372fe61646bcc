import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { arbitraryDeclared } from "#testing/engine/arbitrary-triggers.ts";
import { parseGraphFile } from "../graph-file/graph-file.ts";
import { readGraphText } from "../graph-file/read-graph-text.ts";
import { everDueOf } from "../schedules/is-ever-due.ts";
import { readScheduleText } from "../schedules/read-schedule-text.ts";
import { writeScheduleText } from "../schedules/write-schedule-text.ts";
import { readTriggerText, writeTriggerText } from "../triggers/trigger-file.ts";
import type { DeclaredTrigger } from "./declared-trigger.ts";
import { MAX_DECLARED, readWholeGraphText } from "./read-whole-graph-text.ts";
import { wholeGraphSchema } from "./whole-graph-schema.ts";
import { declaredText, writeWholeGraphText } from "./write-whole-graph-text.ts";

const HEAD = `signalbox: 1
name: load
params:
  shop: { type: string, required: true }
  count: { type: integer }
vertices:
  A: { script: "echo {shop} {count}", inputs: [shop, count] }
`;

function read(text: string) {
  const found = readWholeGraphText(text);
  if (!found.ok) throw new Error(`${JSON.stringify(found.problems, null, 2)}\n${text}`);
  return { file: found.file, triggers: declaredOf(found.triggers) };
}

function declaredOf(all: readonly DeclaredTrigger[]): DeclaredTrigger[] {
  return all.map(({ of, file }) => ({ of, file }) as DeclaredTrigger);
}

/** `LINE:COLUMN PATH: TEXT` of each problem of what a file declares. */
function problemsOf(triggers: string): string[] {
  const found = readWholeGraphText(`${HEAD}triggers:\n${triggers}`);
  if (found.ok) throw new Error(`It was read: ${triggers}`);
  return found.problems.map(({ line, column, path, text }) => `${line}:${column} ${path}: ${text}`);
}

/** Of a revision that is not the file's: its params are not those of the file. */
const pinned = arbitraryDeclared.map((all) =>
  all.map((each) => ({ ...each, file: { ...each.file, revision: 7 } }) as DeclaredTrigger),
);
/** What the texts of triggers and schedules say, each by the file of its own. */
const ownText = (each: DeclaredTrigger) =>
  each.of === "schedule" ? writeScheduleText(each.file) : writeTriggerText(each.file);

describe("a graph file that declares triggers", () => {
  test("is the same after it was written and read, and each of them means what its own file means", () => {
    const validator = z.fromJSONSchema(JSON.parse(JSON.stringify(wholeGraphSchema())));
    const { file } = read(HEAD);
    fc.assert(
      fc.property(pinned, (given) => {
        const text = writeWholeGraphText(file, given);
        const found = readWholeGraphText(text);
        // Expressions that are none are refused, and nothing else.
        fc.pre(found.ok);
        const triggers = declaredOf(found.triggers);
        const again = writeWholeGraphText(file, triggers);
        const readAgain = read(again).triggers;
        expect(readAgain).toEqual(triggers);
        expect(writeWholeGraphText(file, readAgain)).toBe(again);
        for (const [place, each] of given.entries()) {
          const own = ownText(each);
          const alone = each.of === "schedule" ? readScheduleText(own) : readTriggerText(own);
          if (!alone.ok) throw new Error(own);
          const [same] = "schedules" in alone ? alone.schedules : alone.documents;
          expect(triggers[place]?.file).toEqual(same?.file);
        }
        validator.parse(parse(text));
      }),
      { numRuns: 40 },
    );
  });

  test("has the same graph and the same draft as without them", () => {
    const text = `${HEAD}triggers:\n  - { name: a, schedule: { every: 1h }, params: { shop: x } }\n`;
    expect(readGraphText(text)).toEqual(readGraphText(HEAD));
    expect(read(text).file).toEqual(read(HEAD).file);
    expect(read(`${HEAD}triggers:\n`).triggers).toEqual([]);
    expect(declaredText([])).toBe("");
  });

  test("is written in the form in which people write it", () => {
    const text = `${HEAD}triggers:
  - name: nightly
    schedule: { cron: 30 6 * * 1-5, zone: Europe/Berlin, policy: { grace: 1h } }
    params: { shop: north }
    state: active
  - { name: nightly, after: { graph: build }, filter: pipeline.id > 3, params: { shop: pipeline.name } }
`;
    const { file, triggers } = read(text);
    expect(writeWholeGraphText(file, triggers)).toContain(`triggers:
  - name: nightly
    schedule: { cron: 30 6 * * 1-5, zone: Europe/Berlin, policy: { grace: 1h } }
    params:
      shop: north
    state: active
  - name: nightly
    after: { graph: build }
    filter: pipeline.id > 3
    params:
      shop: pipeline.name
`);
  });

  test("is refused in a draft of the canvas, which has no place for them", () => {
    const parsed = parseGraphFile({ signalbox: 1, name: "g", vertices: { A: {} }, triggers: [] });
    expect(parsed.ok ? [] : parsed.problems).toMatchObject([
      { path: "triggers", text: expect.stringContaining("no part of a draft") },
    ]);
  });
});

const good = "params: { shop: x }";
test.each<[string, string, string[]]>([
  ["no list", "  a: 1\n", ["8:1 triggers: Wanted a list (`- name: …`), found a map."]],
  [
    "an entry that is no map",
    "  - nightly\n",
    ['9:5 triggers[0]: Wanted a map (`name: …`), found the text "nightly".'],
  ],
  [
    "nothing that launches",
    "  - { name: a }\n",
    [
      "9:5 triggers[0]: Wanted what launches the graph, one of `schedule`, `webhook`, `after`, `stream`, found none.",
    ],
  ],
  [
    "two things that launch",
    "  - { name: a, schedule: { every: 1h }, stream: { stream: s } }\n",
    [
      "9:41 triggers[0].stream: Wanted what launches the graph, one of `schedule`, `webhook`, `after`, `stream`, found `schedule` and `stream`.",
    ],
  ],
  [
    "a cron rule that never fires, an unknown zone and one of four fields",
    `  - { name: a, schedule: { cron: 0 0 30 2 * }, ${good} }\n  - { name: b, schedule: { every: 1h, zone: Mars/Base }, ${good} }\n  - { name: c, schedule: { cron: 0 0 * * }, ${good} }\n`,
    [
      "9:28 triggers[0].schedule.cron: It would never be due: the calendar has no such day.",
      expect.stringMatching(/^10:39 triggers\[1\]\.schedule\.zone: `Mars\/Base` is not a time zone/),
      expect.stringMatching(/^11:28 triggers\[2\]\.schedule\.cron: Wanted five fields/),
    ] as string[],
  ],
  [
    "params that the graph has not, that do not fit, and one that is missing",
    "  - { name: a, schedule: { every: 1h }, params: { colour: red, count: many } }\n",
    [
      expect.stringMatching(/^9:51 triggers\[0\]\.params\.colour: "colour" is not declared here/),
      expect.stringMatching(/^9:64 triggers\[0\]\.params\.count: /),
      '9:41 triggers[0].params.shop: The param "shop" is required and was not given.',
    ] as string[],
  ],
  [
    "expressions that are none, and a param of an event that the graph has not",
    "  - name: a\n    webhook: { secret: k }\n    filter: body.ref ==\n    params: { shop: body.x, tone: body.y }\n",
    [
      expect.stringMatching(/^11:5 triggers\[0\]\.filter: The filter/),
      expect.stringMatching(
        /^12:29 triggers\[0\]\.params\.tone: The param tone: the graph declares shop, count/,
      ),
    ] as string[],
  ],
  [
    "twice the same name",
    `  - { name: a, schedule: { every: 1h }, ${good} }\n  - { name: a, schedule: { every: 2h }, ${good} }\n`,
    ["10:7 triggers[1].name: The schedule `a` occurs here twice."],
  ],
  [
    "keys at the wrong place, and a misspelt one",
    `  - { name: a, schedule: { every: 1h, colour: red }, cron: '@daily', ${good}, graph: load }\n`,
    [
      expect.stringMatching(
        /^9:54 triggers\[0\]\.cron: Unknown here: `cron`, `graph`.* `cron` stands below `schedule`\.$/,
      ),
      expect.stringMatching(
        /^9:39 triggers\[0\]\.schedule\.colour: Unknown here: `colour`\. Known: cron, every/,
      ),
    ] as string[],
  ],
  [
    "a stream that is none, and a name that is none",
    `  - { name: "a b", stream: { stream: "" }, params: { shop: "'x'" } }\n`,
    [
      expect.stringMatching(/^9:7 triggers\[0\]\.name: Wanted a name of letters/),
      expect.stringMatching(/^9:30 triggers\[0\]\.stream\.stream: Wanted the name of a record stream/),
    ] as string[],
  ],
])("%s is told with its line", (_, triggers, wanted) => {
  expect(problemsOf(triggers)).toEqual(wanted);
});

test("problems of the graph and of its triggers are told together, at most 100 of them", () => {
  const wrong = readWholeGraphText(`signalbox: 1\nname: a b\ntriggers:\n  - { name: a, schedule: {} }\n`);
  const texts = wrong.ok ? [] : wrong.problems.map(({ line, path }) => `${line} ${path}`);
  expect(texts).toEqual(["2 name", "4 triggers[0].schedule"]);
  const many = problemsOf(`${"  - {}\n".repeat(150)}`);
  expect(many).toHaveLength(100);
  const [tooMany = ""] = problemsOf(`${"  - {}\n".repeat(MAX_DECLARED + 1)}`);
  expect(tooMany).toContain("Wanted at most 1,000 triggers, found 1,001.");
});

test("what is removed, and what launches another revision, is not judged by the params of the file", () => {
  const { triggers } = read(`${HEAD}triggers:
  - { name: a, schedule: { every: 1h }, state: removed }
  - { name: b, schedule: { every: 1h }, revision: 3, params: { old: x } }
  - { name: c, webhook: { secret: k }, revision: 3, params: { old: body.x } }
`);
  expect(triggers.map(({ file }) => file.name)).toEqual(["a", "b", "c"]);
});

test("however many rules are never due, only a few kinds of days are gone through; no more than 100 problems are told", () => {
  const entries = Array.from(
    { length: 300 },
    (_, place) =>
      `  - { name: b${place}, schedule: { cron: "${place % 60} 0 ${place % 3 === 0 ? "30" : "31,30"} 2 *" } }\n`,
  );
  const read = readWholeGraphText(
    `signalbox: 1\nname: g\nvertices:\n  A: { script: echo }\ntriggers:\n${entries.join("")}`,
  );
  expect(read.ok ? [] : read.problems).toHaveLength(100);
  const isEverDue = everDueOf();
  const days = Array.from({ length: 8 }, (_, each) => `30${",31".repeat(each)} 2 *`);
  // The file has its problems after a few.
  expect(days.map((each) => isEverDue(`5 5 ${each}`))).toEqual([...Array(5).fill(false), true, true, true]);
  expect(everDueOf()("30 2 29 2 *")).toBe(true);
  expect(everDueOf()("@daily")).toBe(true);
});

test("a text says whether it has the key, and not only whether it has entries", () => {
  const graph = "signalbox: 1\nname: g\nvertices:\n  A: { script: echo }\n";
  expect(readWholeGraphText(graph)).toMatchObject({ ok: true, hasTriggersKey: false });
  expect(readWholeGraphText(`${graph}triggers: []\n`)).toMatchObject({ ok: true, hasTriggersKey: true });
});

test("each character of a trigger counts as a part of the text for who cannot wait", () => {
  const hook = (place: number) =>
    `  - { name: h${place}, webhook: { secret: k }, params: { shop: body.shop } }\n`;
  const text = (count: number) =>
    `${HEAD}triggers:\n${Array.from({ length: count }, (_, at) => hook(at)).join("")}`;
  expect(readWholeGraphText(text(10), 4_000).ok).toBe(true);
  expect(readWholeGraphText(text(60), 4_000)).toMatchObject({
    ok: false,
    isTooLarge: true,
    problems: [{ path: "triggers", line: 8, text: expect.stringContaining("too many to be read here") }],
  });
  expect(readWholeGraphText(text(60)).ok).toBe(true);
  expect(readWholeGraphText(text(60), 200)).toMatchObject({
    isTooLarge: true,
    problems: [{ text: expect.stringContaining("more than 200 parts") }],
  });
  expect(readWholeGraphText(`${HEAD}triggers: x\n`, 2_000)).toMatchObject({ ok: false, isTooLarge: false });
});
