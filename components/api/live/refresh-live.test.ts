import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { refreshLive } from "./refresh-live.ts";
import { LIVE } from "./use-live-lists.ts";

/** A limit for what hangs. */
const IN_TIME = { timeout: 60_000 };

/** A list that is shown, before a server that answers each question when the test says so. */
function shownList(meta: Readonly<Record<string, unknown>> = LIVE.meta) {
  const asked: ((answer: string) => void)[] = [];
  const queries = new QueryClient();
  const queryFn = () => new Promise<string>((resolve) => asked.push(resolve));
  const shown = new QueryObserver(queries, { queryKey: ["list"], queryFn, meta });
  const hide = shown.subscribe(() => undefined);
  return { asked, queries, shown, hide };
}

test("a change that comes while a list is being asked for leads to one more question, and not to a broken-off one", async () => {
  const { asked, queries, shown, hide } = shownList();
  for (let changes = 0; changes < 3; changes += 1) refreshLive(queries);
  expect(asked).toHaveLength(1);
  asked[0]?.("before the changes");
  await vi.waitUntil(() => asked.length === 2, IN_TIME);
  asked[1]?.("after the changes");
  await vi.waitUntil(() => shown.getCurrentResult().data === "after the changes", IN_TIME);
  expect(asked).toHaveLength(2);
  refreshLive(queries);
  expect(asked).toHaveLength(3);
  hide();
});

test("a list that nobody looks at any more is not asked for again", async () => {
  const { asked, queries, hide } = shownList();
  refreshLive(queries);
  hide();
  asked[0]?.("before");
  await vi.waitUntil(() => queries.getQueryData(["list"]) === "before", IN_TIME);
  await queries.getQueryCache().find({ queryKey: ["list"] })?.promise;
  expect(asked).toHaveLength(1);
});

test("a query with a gap is asked once when its gap is over, however much changes meanwhile", async () => {
  vi.useFakeTimers();
  const { asked, queries, shown, hide } = shownList({ ...LIVE.meta, gapMs: 5_000 });
  asked[0]?.("first");
  await vi.advanceTimersByTimeAsync(0);
  for (let changes = 0; changes < 4; changes += 1) {
    refreshLive(queries);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toHaveLength(2);
  asked[1]?.("second");
  await vi.advanceTimersByTimeAsync(6_000);
  expect([asked.length, shown.getCurrentResult().data]).toEqual([2, "second"]);
  refreshLive(queries);
  expect(asked).toHaveLength(3);
  hide();
  vi.useRealTimers();
});
