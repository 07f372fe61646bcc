import fc from "fast-check";
import type { DeclaredTrigger } from "#engine/graph-triggers/declared-trigger.ts";
import { CATCH_UPS, OVERLAPS } from "#engine/schedules/decide-fires.ts";
import { DESIRED_STATES } from "#engine/schedules/reconcile-schedule.ts";
import type { ScheduleFile } from "#engine/schedules/schedule-file.ts";
import type { TriggerFile } from "#engine/triggers/trigger-file.ts";
import { TRIGGER_STATES } from "#engine/triggers/trigger-states.ts";

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,8}$/);
const seconds = fc.integer({ min: 1, max: 86_400 }).map((count) => count * 1_000);
const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
const paramValue = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("yes", "2026-12-24", "a\nb\n", "- x", "", " ", "#1"),
  fc.integer(),
  fc.boolean(),
  fc.array(fc.integer()),
  fc.dictionary(word, fc.integer()),
);
const timing = fc.oneof(
  fc.record({ cron: fc.constantFrom("0 2 * * *", "*/5 8-17 * * 1-5", "@daily", "0 0 L * *") }),
  fc.record({ every: seconds }),
  fc.record({ at: instant }),
);
const optional = fc.record(
  {
    revision: fc.integer({ min: 1, max: 999 }),
    zone: fc.constantFrom("Europe/Berlin", "America/New_York"),
    start: fc.integer({ min: 0, max: 1_000_000_000_000 }),
    end: fc.integer({ min: 1_000_000_000_001, max: 4_000_000_000_000 }),
    except: fc.array(fc.constantFrom("2026-12-24", "12-25", "02-29"), { minLength: 1 }),
    jitter: seconds,
    params: fc.dictionary(word, paramValue, { minKeys: 1 }),
    labels: fc.dictionary(
      fc.constantFrom("team", "a.b/c", "constructor"),
      fc.constantFrom("12", "no", "x=y: #z"),
      {
        minKeys: 1,
      },
    ),
    pipelineName: fc.constantFrom("Nightly load", "12", "no", "- a: b #c", "ב\u202E"),
    priority: fc.integer({ min: 1, max: 1_000 }),
    policy: fc.record({
      grace: seconds,
      coalesce: fc.boolean(),
      catchUp: fc.constantFrom(...CATCH_UPS),
      maxCatchUp: fc.integer({ min: 1, max: 100 }),
      overlap: fc.constantFrom(...OVERLAPS),
      maxRunning: fc.integer({ min: 1, max: 1_000 }),
    }),
    state: fc.constantFrom(...DESIRED_STATES),
  },
  { requiredKeys: [] },
);

/** Any schedule file. What it holds may also be as usual. */
export const arbitraryScheduleFile: fc.Arbitrary<ScheduleFile> = fc
  .tuple(timing, optional)
  .map(([rule, more]) => ({ name: "nightly", graph: "load", schedule: 1, ...rule, ...more }) as never);

const settings = fc.oneof(
  fc.record({
    kind: fc.constant("webhook"),
    settings: fc.record(
      {
        secret: fc.constant("hook-key"),
        proof: fc.constantFrom("token", "signature"),
        maxQueued: fc.constant(5),
      },
      { requiredKeys: ["secret"] },
    ),
  }),
  fc.record({
    kind: fc.constant("after"),
    settings: fc.record(
      { graph: fc.constantFrom("build", "no"), states: fc.constant(["failed"]), children: fc.boolean() },
      { requiredKeys: ["graph"] },
    ),
  }),
  fc.record({
    kind: fc.constant("stream"),
    settings: fc.record(
      {
        stream: fc.constantFrom("orders", "12"),
        batch: fc.integer({ min: 1, max: 9 }),
        maxAge: fc.constant("30s"),
      },
      { requiredKeys: ["stream"] },
    ),
  }),
);
const expression = fc.constantFrom("true", "'a: b' == \"#c\"", "1 +\n  1 == 2\n", "- 1", "{}");
const ofTrigger = fc.record(
  {
    revision: fc.integer({ min: 1, max: 999 }),
    filter: expression,
    params: fc.dictionary(word, expression, { minKeys: 1 }),
    labels: fc.dictionary(fc.constantFrom("team", "a.b/c"), fc.constantFrom("12", "no"), { minKeys: 1 }),
    pipelineName: fc.constantFrom("From outside", "12", "- a: b #c"),
    priority: fc.integer({ min: 1, max: 1_000 }),
    state: fc.constantFrom(...TRIGGER_STATES),
  },
  { requiredKeys: [] },
);

/** Any trigger file of the same name and graph. */
export const arbitraryTriggerFile: fc.Arbitrary<TriggerFile> = fc
  .tuple(settings, ofTrigger)
  .map(([kind, more]) => ({ name: "nightly", graph: "load", trigger: 1, ...kind, ...more }) as never);

/** Schedules and triggers of one graph, under different names. */
export const arbitraryDeclared: fc.Arbitrary<readonly DeclaredTrigger[]> = fc
  .array(
    fc.oneof(
      arbitraryScheduleFile.map((file): DeclaredTrigger => ({ of: "schedule", file })),
      arbitraryTriggerFile.map((file): DeclaredTrigger => ({ of: "trigger", file })),
    ),
    { maxLength: 4 },
  )
  .map((all) =>
    all.map((each, place) => ({ ...each, file: { ...each.file, name: `n${place}` } }) as DeclaredTrigger),
  );
