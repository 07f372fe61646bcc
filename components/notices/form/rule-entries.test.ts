import fc from "fast-check";
import { expect, test } from "vitest";
import type { NoticeRuleInput } from "#contract/triggers/notices.ts";
import { CHANNELS, NOTICE_KINDS } from "#engine/notices/notice-rule.ts";
import { entriesOfRule, newRuleEntries, readRuleEntries } from "./rule-entries.ts";

const time = fc.constantFrom("00:00", "06:00", "22:30");
const duration = fc.constantFrom("1m", "2h", "1h30m");
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const overHttp = (kind: (typeof CHANNELS)[number]) =>
  fc
    .tuple(
      fc.oneof(fc.constant({ url: "https://hooks.example.com/x" }), fc.constant({ urlSecret: "hook" })),
      kind === "slack" || kind === "teams" ? fc.constant(undefined) : maybe(fc.constant("key")),
    )
    .map(([address, secret]) => ({ kind, ...address, ...(secret !== undefined && { secret }) }));
const target: fc.Arbitrary<NoticeRuleInput["to"]> = fc.oneof(
  fc.constant<NoticeRuleInput["to"]>({ kind: "email", to: ["a@example.com", "b@example.com"] }),
  ...CHANNELS.map(overHttp),
);
const rule: fc.Arbitrary<NoticeRuleInput> = fc
  .record({
    place: fc.constantFrom({ graph: "nightly" }, { folder: "" }, { folder: "ops/eu" }),
    on: fc.subarray([...NOTICE_KINDS], { minLength: 1 }),
    wait: maybe(duration),
    late: fc.oneof(
      duration.map((late) => ({ late })),
      time.map((lateBy) => ({ lateBy, zone: "Asia/Tokyo" })),
    ),
    to: target,
    quiet: maybe(
      fc.record({
        ...{ from: time, to: time, zone: fc.constant("Europe/Berlin") },
        days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
        afterwards: fc.constantFrom("hold" as const, "drop" as const),
      }),
    ),
    ...{ repeat: maybe(duration), active: fc.boolean() },
  })
  .map(({ place, on, wait, late, to, quiet, repeat, active }) => ({
    ...{ name: "a-rule", ...place, on, to, active },
    ...(on.includes("waiting") && wait !== undefined && { wait }),
    ...(on.includes("late") && late),
    ...(quiet !== undefined && { quiet }),
    ...(repeat !== undefined && { repeat }),
  }));

test("a stored rule that is opened and saved again is the same rule", () => {
  fc.assert(
    fc.property(rule, (stored) => {
      const { rule: read, problems } = readRuleEntries(entriesOfRule(stored, "UTC"));
      expect(read).toEqual(stored);
      expect([...problems]).toEqual([]);
    }),
  );
});

test("each field that is missing or wrong says so itself", () => {
  const first = newRuleEntries("", "UTC");
  const wrong = (changes: Partial<typeof first>) => [
    ...readRuleEntries({
      ...first,
      name: "a",
      graph: "g",
      url: "https://x.example.com",
      ...changes,
    }).problems.keys(),
  ];
  expect(wrong({})).toEqual([]);
  expect(wrong({ name: " ", graph: "", on: [], url: "" })).toEqual(["name", "graph", "on", "url"]);
  expect(wrong({ name: "two words" })).toEqual(["name"]);
  expect(wrong({ on: ["late"] })).toEqual(["late"]);
  expect(wrong({ on: ["late"], late: "soon" })).toEqual(["late"]);
  expect(wrong({ on: ["waiting"], wait: "9999d" })).toEqual(["wait"]);
  expect(wrong({ channel: "email" })).toEqual(["recipients"]);
  expect(wrong({ channel: "email", recipients: "ops@example.com, nobody" })).toEqual(["recipients"]);
  expect(wrong({ addressIn: "secret" })).toEqual(["urlSecret"]);
  expect(wrong({ hasQuiet: true, days: [] })).toEqual(["days"]);
  expect(wrong({ repeat: "often" })).toEqual(["repeat"]);
});
