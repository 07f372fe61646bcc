import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { LogStream } from "../../execution/execution.ts";
import { type PumpSettings, pumpOutput } from "./pump-output.ts";

type Written = { stream: LogStream; bytes: Buffer };

function pumpInto(
  settings: Partial<PumpSettings> = {},
  answer: () => Promise<void> | undefined = () => undefined,
) {
  const written: Written[] = [];
  const problems: string[] = [];
  const pump = pumpOutput(
    {
      write(stream, bytes) {
        written.push({ stream, bytes });
        return answer();
      },
    },
    { capBytes: 1_000_000, onProblem: (text) => problems.push(text), ...settings },
  );
  const all = (stream: LogStream) =>
    Buffer.concat(written.filter((each) => each.stream === stream).map(({ bytes }) => bytes));
  return { pump, written, problems, all };
}

const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 20 });
const textPieces = fc
  .tuple(fc.string({ unit: "grapheme", maxLength: 60 }), fc.array(fc.nat(300), { maxLength: 12 }))
  .map(([text, cuts]) => {
    const bytes = Buffer.from(text);
    const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
    return { text, parts: at.slice(1).map((end, n) => bytes.subarray(at[n], end)) };
  });

afterEach(() => {
  vi.useRealTimers();
});

describe("a pump", () => {
  it("passes on every byte of each stream unchanged", () => {
    fc.assert(
      fc.property(pieces, pieces, (out, err) => {
        const { pump, all } = pumpInto();
        for (let n = 0; n < Math.max(out.length, err.length); n++) {
          if (out[n] !== undefined) pump.take("stdout", Buffer.from(out[n] ?? []));
          if (err[n] !== undefined) pump.take("stderr", Buffer.from(err[n] ?? []));
        }
        const end = pump.finish();
        expect(all("stdout")).toEqual(Buffer.concat(out));
        expect(all("stderr")).toEqual(Buffer.concat(err));
        expect(end).toEqual({ logBytes: Buffer.concat([...out, ...err]).length, isLogCut: false });
      }),
    );
  });

  it("never splits a character, even where the pipe did", () => {
    fc.assert(
      fc.property(textPieces, ({ text, parts }) => {
        const { pump, written } = pumpInto();
        for (const part of parts) pump.take("stdout", part);
        pump.finish();
        const read = new TextDecoder("utf-8", { fatal: true });
        expect(written.map(({ bytes }) => read.decode(bytes)).join("")).toBe(text);
      }),
    );
  });

  it("stops at its cap, says so once, and passes on nothing after it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), pieces, (capBytes, parts) => {
        const { pump, all } = pumpInto({ capBytes });
        for (const part of parts) pump.take("stdout", Buffer.from(part));
        const { logBytes, isLogCut } = pump.finish();
        const wanted = Buffer.concat(parts);
        expect(logBytes).toBe(all("stdout").length);
        expect(logBytes).toBeLessThanOrEqual(capBytes);
        expect(all("stdout")).toEqual(wanted.subarray(0, logBytes));
        expect(isLogCut).toBe(wanted.length > capBytes);
        // At most one character's bytes are left below the cap, because a character is not split.
        if (isLogCut) expect(capBytes - logBytes).toBeLessThan(4);
        expect(all("system").toString()).toBe(
          isLogCut ? `[signalbox: log cut after ${capBytes} bytes]\n` : "",
        );
      }),
    );
  });

  it("passes on at most 64 KiB at a time", () => {
    const { pump, written } = pumpInto();
    pump.take("stdout", Buffer.alloc(200_000, "é"));
    pump.finish();
    expect(Math.max(...written.map(({ bytes }) => bytes.length))).toBeLessThanOrEqual(65_536);
    expect(written).toHaveLength(4);
  });

  it("says when to read on", async () => {
    let release = () => {};
    const behind = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { pump } = pumpInto({}, () => behind);
    const wait = pump.take("stdout", Buffer.from("x"));
    const first = await Promise.race([wait?.then(() => "read on"), Promise.resolve("wait")]);
    expect(first).toBe("wait");
    release();
    await wait;
    expect(pump.finish()).toEqual({ logBytes: 1, isLogCut: false });
  });

  it("drops output after its time limit, and says how much once the sink works again", async () => {
    vi.useFakeTimers();
    let release = () => {};
    const behind = new Promise<void>((resolve) => {
      release = resolve;
    });
    let answer: Promise<void> | undefined = behind;
    const { pump, all } = pumpInto({ maxDelayMs: 1_000 }, () => answer);
    const wait = pump.take("stdout", Buffer.from("kept "));
    await vi.advanceTimersByTimeAsync(1_000);
    await wait;
    expect(pump.take("stdout", Buffer.from("dropped"))).toBeUndefined();
    await vi.advanceTimersByTimeAsync(6_000);
    answer = undefined;
    release();
    await vi.advanceTimersByTimeAsync(0);
    pump.take("stdout", Buffer.from("kept too"));
    expect(pump.finish()).toEqual({ logBytes: 13, isLogCut: true });
    expect(all("stdout").toString()).toBe("kept kept too");
    expect(all("system").toString()).toBe(
      "[signalbox: 7 bytes of output are missing here: for 7 s the log could not be written]\n",
    );
  });

  it("reports a failing sink once, and does not use it again", async () => {
    const failing = pumpInto({}, () => Promise.reject(new Error("gone")));
    await failing.pump.take("stdout", Buffer.from("a"));
    failing.pump.take("stdout", Buffer.from("b"));
    expect(failing.problems).toEqual(["The log could not be written: gone"]);
    expect(failing.written).toHaveLength(1);
    expect(failing.pump.finish().isLogCut).toBe(true);
  });
});
