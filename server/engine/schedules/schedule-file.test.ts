import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { arbitraryScheduleFile } from "#testing/engine/arbitrary-triggers.ts";
import { writeJson } from "../json/write-json.ts";
import { fileKeyOf } from "./file-key.ts";
import { readScheduleText } from "./read-schedule-text.ts";
import { type ScheduleFile, scheduleFileJson } from "./schedule-file.ts";
import { writeScheduleText } from "./write-schedule-text.ts";

function read(text: string): ScheduleFile[] {
  const result = readScheduleText(text);
  if (!result.ok) throw new Error(`${JSON.stringify(result.problems, null, 2)}\n${text}`);
  return result.schedules.map(({ file }) => file);
}

const HEAD = "schedule: 1\nname: nightly\ngraph: load\n";

/** `LINE:COLUMN PATH: TEXT` of each problem. */
function problemsOf(text: string): string[] {
  const result = readScheduleText(text);
  if (result.ok) throw new Error(`It was read: ${text}`);
  return result.problems.map(({ line, column, path, text: said }) => `${line}:${column} ${path}: ${said}`);
}

/** Any schedule file, as JSON: what it holds may also be as usual. */
const anyFile = arbitraryScheduleFile.map((file) => writeJson(scheduleFileJson(file), 2));

describe("a schedule file", () => {
  test("that is written and read again is the same, and is written to the same bytes", () => {
    fc.assert(
      fc.property(anyFile, (json) => {
        const [file] = read(json);
        if (file === undefined) throw new Error("Nothing was read.");
        const text = writeScheduleText(file);
        expect(read(text)).toEqual([file]);
        expect(read(text).map(writeScheduleText)).toEqual([text]);
        expect(parse(text)).toEqual(JSON.parse(writeJson(scheduleFileJson(file))));
      }),
      { numRuns: 100 },
    );
  });

  test("is read as it is meant, and written with the keys in their order", () => {
    const text = `# Every weekday.
schedule: 1
graph: load
name: nightly
zone: Europe/Berlin
cron: 0 2 * * 1-5
start: 2026-12-01T00:00+01:00
except: [2026-12-24, 12-25]
jitter: 5m
params: { shop: north, count: 3 }
priority: 0
policy: { overlap: queue, grace: 1h, coalesce: true }
state: active
`;
    expect(read(text).map(writeScheduleText)).toEqual([
      `schedule: 1
name: nightly
graph: load
cron: 0 2 * * 1-5
zone: Europe/Berlin
start: "2026-11-30T23:00:00Z"
except: ["2026-12-24", "12-25"]
jitter: 5m
params:
  shop: north
  count: 3
policy: { grace: 1h, overlap: queue }
state: active
`,
    ]);
  });

  test("may hold several schedules, as documents or as a list", () => {
    const other = "schedule: 1\nname: hourly\ngraph: load\nevery: 1h\n";
    const names = (text: string) => read(text).map(({ name }) => name);
    expect(names(`---\n${HEAD}every: 1d\n---\n${other}---\n# the end\n`)).toEqual(["nightly", "hourly"]);
    const list = `- ${(`${HEAD}every: 1d`).replaceAll("\n", "\n  ")}\n- ${other.replaceAll("\n", "\n  ")}\n`;
    expect(names(list)).toEqual(["nightly", "hourly"]);
  });
});

test.each([
  [
    "nothing",
    "# later\n",
    [
      "1:1 : The file has only comments. Wanted a schedule file: YAML or JSON that begins with `schedule: 1`.",
    ],
  ],
  ["an empty list", "[]", ["undefined:undefined : The list is empty. Wanted schedules."]],
  [
    "a graph file",
    "signalbox: 1\nname: load\n",
    ["1:1 schedule: Wanted `1`", "1:1 graph: Wanted text", "1:1 : Unknown here: `signalbox`."],
  ],
  ["an unknown field", `${HEAD}every: 1h\ncorn: 1\n`, ["5:1 : Unknown here: `corn` (did you mean `cron`?)."]],
  [
    "an unknown policy",
    `${HEAD}every: 1h\npolicy: { grease: 5m }\n`,
    ["5:11 policy: Unknown here: `grease`"],
  ],
  ["no rule", HEAD, ["1:1 : Wanted one of `cron`, `every` and `at`, found none."]],
  [
    "two rules",
    `${HEAD}cron: "@daily"\nevery: 1h\n`,
    ["5:1 every: Wanted one of `cron`, `every` and `at`, found 2."],
  ],
  ["seconds", `${HEAD}cron: "* * * * * *"\n`, ["4:1 cron: Wanted five fields"]],
  [
    "a zone that is none",
    `${HEAD}every: 1h\nzone: Mars/Base\n`,
    ["5:1 zone: `Mars/Base` is not a time zone."],
  ],
  [
    "a time without a zone",
    `${HEAD}at: 2026-12-24T18:00\n`,
    ["4:1 at: Wanted a date and a time with its zone"],
  ],
  [
    "an end before its start",
    `${HEAD}every: 1h\nstart: 2026-02-01T00:00Z\nend: 2026-01-01T00:00Z\n`,
    ["6:1 end: The end is not after the start."],
  ],
  ["a date that is none", `${HEAD}every: 1h\nexcept: [02-30]\n`, ["5:1 except: `02-30` is no date."]],
  ["an interval that is too short", `${HEAD}every: 10ms\n`, ["4:1 every: Wanted an interval of 1s to 366d."]],
  ["a number that is no duration", `${HEAD}every: 1h\njitter: 5\n`, ["5:1 jitter: Wanted a duration"]],
  [
    "a jitter of two days",
    `${HEAD}every: 1h\njitter: 2d\n`,
    ["5:1 jitter: Wanted a jitter of at most `1d`."],
  ],
  [
    "a state that is none",
    `${HEAD}every: 1h\nstate: on\n`,
    ["5:1 state: Wanted `new`, `active`, `paused` or `removed`"],
  ],
  [
    "a name twice",
    `${HEAD}every: 1h\n---\n${HEAD}every: 2h\n`,
    ["7:1 name: The schedule `nightly` occurs here twice."],
  ],
  [
    "a param without a place",
    `${HEAD}every: 1h\nparams: { __proto__: 1 }\n`,
    ["5:11 params.__proto__: The name `__proto__` has a special meaning"],
  ],
  [
    "a problem in the second of a list",
    `- {schedule: 1, name: a, graph: g, every: 1h}\n- {schedule: 2, name: b, graph: g, every: 1h}\n`,
    ["2:4 schedule: Wanted `1`"],
  ],
  [
    "two problems",
    `${HEAD}every: soon\npriority: high\n`,
    ["4:1 every: Wanted a duration", "5:1 priority: Wanted a"],
  ],
  ["text that is no YAML", `${HEAD}params: {\n`, ["5:1 : This is not well-formed YAML"]],
])("%s is refused, and it is said where", (_, text, wanted) => {
  expect(problemsOf(text)).toEqual(wanted.map((each) => expect.stringContaining(each)));
});

test("the API's names of fields are those of the file, for the place of a refusal", () => {
  expect(["startsAt", "excludedDates", "params.shop", "cron"].map(fileKeyOf)).toEqual([
    "start",
    "except",
    "params",
    "cron",
  ]);
});
