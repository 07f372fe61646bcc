import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepSubscribed, type StreamEnds } from "./keep-subscribed.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const streams: (StreamEnds & { isClosed: boolean; at: number })[] = [];
  const start = Date.now();
  const kept = keepSubscribed((ends) => {
    const stream = { ...ends, isClosed: false, at: Date.now() - start };
    streams.push(stream);
    return () => {
      stream.isClosed = true;
    };
  });
  return { kept, streams, last: () => streams.at(-1) as (typeof streams)[number] };
}

test("opens a stream that broke again, with longer and longer pauses, and never two at once", () => {
  const { streams, last } = watched();
  for (let turn = 0; turn < 8; turn += 1) {
    last().ended();
    last().ended();
    vi.advanceTimersByTime(8_000);
  }
  const pauses = streams.slice(1).map(({ at }, index) => at - (streams[index]?.at ?? 0));
  expect(streams).toHaveLength(9);
  expect(pauses[0]).toBe(250);
  expect(streams.filter(({ isClosed }) => !isClosed)).toHaveLength(1);
});

test("waits longer after each break, and little again once something came", () => {
  const { streams, last } = watched();
  last().ended();
  vi.advanceTimersByTime(250);
  last().ended();
  vi.advanceTimersByTime(499);
  expect(streams).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(streams).toHaveLength(3);
  last().received();
  last().ended();
  vi.advanceTimersByTime(250);
  expect(streams).toHaveLength(4);
});

test("hurried it opens at once, and does nothing while the stream is open", () => {
  const { kept, streams, last } = watched();
  kept.retryNow();
  expect(streams).toHaveLength(1);
  last().ended();
  kept.retryNow();
  expect(streams).toHaveLength(2);
  vi.advanceTimersByTime(60_000);
  expect(streams).toHaveLength(2);
});

test("closed it stays closed, whatever a late stream says", () => {
  const { kept, streams, last } = watched();
  kept.close();
  expect(last().isClosed).toBe(true);
  last().ended();
  vi.advanceTimersByTime(60_000);
  expect(streams).toHaveLength(1);
});
