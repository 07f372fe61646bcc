import { expect, test } from "vitest";
import { judgeDelivery } from "./judge-delivery.ts";
import { readStreamSettings, recordsEvent, STREAM_KIND } from "./stream-kind.ts";
import { triggerProblems } from "./trigger-problems.ts";

test("params of a batch read its first record, all of them, and their ids", () => {
  const specs = { first: { type: "string" }, all: { type: "json" }, ids: { type: "list" } } as const;
  const trigger = {
    filter: 'record.id != ""',
    params: { first: "record.id", all: "records.map(each, each.id)", ids: "ids" },
  };
  expect(triggerProblems(trigger, specs, STREAM_KIND.names)).toEqual([]);
  const event = recordsEvent([
    { id: "1-0", record: new Map([["id", "a"]]) },
    { id: "2-0", record: new Map([["id", "b"]]) },
  ]);
  expect(judgeDelivery(trigger, specs, event)).toEqual({
    act: "launch",
    params: { first: "a", all: ["a", "b"], ids: ["1-0", "2-0"] },
  });
});

test("settings are read strictly, with what is usual for what is absent", () => {
  expect(readStreamSettings({ stream: "orders" })).toEqual({
    ...{ stream: "orders", batch: 1, maxAgeMs: 5_000, maxOpen: 10, maxDeliveries: 5 },
    ...{ from: "beginning", keep: false },
  });
  for (const wrong of [{ batch: 0 }, { maxAge: "soon" }, { maxAge: "2h" }, { maxDeliveries: 2 }, { more: 1 }])
    expect(STREAM_KIND.settings.safeParse({ stream: "orders", ...wrong }).success).toBe(false);
  expect(STREAM_KIND.summary({ stream: "orders", batch: 20, maxAge: "1m" })).toContain(
    "up to 20 records of orders",
  );
});
