import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useConnection } from "./connection.ts";
import { loadPart } from "./load-part.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("navigator", { onLine: true });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  useConnection.setState({ state: "live" });
});

/** A part that is there after so many tries. */
function partAfter(tries: number) {
  let asked = 0;
  const load = async () => {
    asked += 1;
    if (asked <= tries) throw new Error("It cannot be fetched.");
    return "the part";
  };
  return { load, asked: () => asked };
}

test("a part is asked for again while the server is away, and is there once it is back", async () => {
  useConnection.setState({ state: "server-away" });
  const { load, asked } = partAfter(50);
  const part = loadPart(load);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await part).toBe("the part");
  expect(asked()).toBe(51);
});

test("a browser that is offline asks again, too, before anybody has noticed", async () => {
  vi.stubGlobal("navigator", { onLine: false });
  const part = loadPart(partAfter(10).load);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await part).toBe("the part");
});

test("a server that answers and does not have the part is asked three times", async () => {
  const { load, asked } = partAfter(50);
  const part = expect(loadPart(load)).rejects.toThrow("It cannot be fetched.");
  await vi.advanceTimersByTimeAsync(60_000);
  await part;
  expect(asked()).toBe(3);
});
