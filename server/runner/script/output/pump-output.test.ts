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

  it("keeps the beginning and the end of a longer output, and says how much is left out between them", () => {
    const lines = fc.array(fc.stringMatching(/^[a-zé]{0,40}\n$/), { maxLength: 400 });
    fc.assert(
      fc.property(fc.integer({ min: 4_000, max: 9_000 }), lines, (capBytes, parts) => {
        const { pump, all } = pumpInto({ capBytes });
        for (const part of parts) pump.take("stdout", Buffer.from(part));
        const { logBytes, isLogCut } = pump.finish();
        const wanted = Buffer.from(parts.join(""));
        const shown = all("stdout");
        expect(logBytes).toBe(shown.length);
        expect(logBytes).toBeLessThanOrEqual(capBytes);
        expect(isLogCut).toBe(shown.length < wanted.length);
        const [, left = "0"] =
          /: (\d+) bytes of output are left out here/.exec(all("system").toString()) ?? [];
        expect(Number(left)).toBe(wanted.length - shown.length);
        if (!isLogCut) expect(shown).toEqual(wanted);
        const head = Math.min(shown.length, Math.ceil((capBytes * 3) / 4) - 4);
        expect(shown.subarray(0, head)).toEqual(wanted.subarray(0, head));
        const end = wanted.subarray(wanted.length - (shown.length - head) + (isLogCut ? 4 : 0));
        expect(shown.subarray(shown.length - end.length)).toEqual(end);
      }),
    );
  });

  it("begins the end of a longer output with a line", () => {
    const { pump, all } = pumpInto({ capBytes: 4_000 });
    const line = `${"x".repeat(2_999)}\n`;
    pump.take("merged", Buffer.from(line));
    for (let count = 0; count < 100; count += 1) pump.take("merged", Buffer.from("long "));
    pump.take("merged", Buffer.from("long\nlast line\n"));
    pump.finish();
    expect(all("merged").toString()).toBe(`${line}last line\n`);
  });

  it("keeps no more of many small writes than of few large ones", () => {
    const { pump, all } = pumpInto({ capBytes: 40_000 });
    pump.take("stdout", Buffer.alloc(30_000, "x\n"));
    for (let count = 0; count < 10_000; count += 1) {
      pump.take("stdout", Buffer.from("a\n"));
      pump.take("stderr", Buffer.from("b\n"));
    }
    expect(pump.finish().isLogCut).toBe(true);
    expect(all("stderr").length).toBeLessThan((10_000 / 256) * 2);
    expect(all("stderr").toString()).toMatch(/^(b\n)+$/);
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
