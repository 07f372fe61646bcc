import fc from "fast-check";
import { expect, test } from "vitest";
import type { AllLogsChunk } from "#contract/logs/all-logs.ts";
import { AllLines } from "./all-lines.ts";

function chunk(vertex: string, seq: number, text: string, at: number, attempt = 1): AllLogsChunk {
  return { pipeline: 7, vertex, name: vertex, attempt, seq, stream: "merged", text, at: new Date(at) };
}

const SO_FAR = { next: null, isEnd: true, isRunning: true, hasMoreBelow: false };
const MORE = { ...SO_FAR, isEnd: false };
const END = { ...SO_FAR, isRunning: false };

function shown({ lines }: AllLines): string[] {
  return lines.map(({ vertex, attempt, line }) => `${vertex} ${attempt} ${line.number} ${line.text}`);
}

test("lines of several tracks are in the order of time, each whole and with its number", () => {
  const all = new AllLines();
  all.take({
    chunks: [chunk("A", 1, "one\ntw", 1), chunk("a b", 1, "other\n", 2), chunk("A", 2, "o\n", 3)],
    ...MORE,
  });
  all.take({ chunks: [chunk("A", 1, "again\n", 5, 2), chunk("a b", 2, "end", 4)], ...END });
  expect(shown(all)).toEqual(["A 1 1 one", "A 1 2 two", "a b 1 1 other", "a b 1 2 end", "A 2 1 again"]);
});

test("a piece that is committed late stands where it belongs, and one that comes twice changes nothing", () => {
  const all = new AllLines();
  all.take({ chunks: [chunk("A", 1, "one\n", 1), chunk("A", 2, "four\n", 4)], ...SO_FAR });
  all.take({
    chunks: [chunk("A", 1, "one\n", 1), chunk("B", 1, "two\nthree\n", 2), chunk("A", 2, "four\n", 4)],
    ...SO_FAR,
  });
  expect(shown(all)).toEqual(["A 1 1 one", "B 1 1 two", "B 1 2 three", "A 1 2 four"]);
});

test("a line that has not ended is shown, and once when it has ended", () => {
  const all = new AllLines();
  all.take({ chunks: [chunk("A", 1, "10%", 1)], ...SO_FAR });
  expect(shown(all)).toEqual(["A 1 1 10%"]);
  all.take({ chunks: [chunk("A", 2, "\rdone\n", 2)], ...SO_FAR });
  expect(shown(all)).toEqual(["A 1 1 done"]);
});

test("lines of one log keep their order though its clock goes back", () => {
  const all = new AllLines();
  all.take({ chunks: [chunk("A", 1, "one\n", 9), chunk("A", 2, "two\n", 3)], ...MORE });
  all.take({ chunks: [chunk("B", 1, "three\n", 5)], ...END });
  expect(shown(all)).toEqual(["B 1 1 three", "A 1 1 one", "A 1 2 two"]);
});

test("what stands behind a piece that never came is shown at the end, and not before", () => {
  const all = new AllLines();
  const chunks = [chunk("A", 2, "two\n", 2), chunk("A", 1, "one\n", 1), chunk("A", 4, "four\n", 4)];
  all.take({ chunks, ...SO_FAR });
  expect(shown(all)).toEqual(["A 1 1 one", "A 1 2 two"]);
  all.take({ chunks: [], ...END });
  expect(shown(all)).toEqual(["A 1 1 one", "A 1 2 two", "A 1 3 four"]);
});

test("in whatever order and however often pieces come, all lines are there at the end, in the order of time", () => {
  const pieces = fc.array(fc.record({ vertex: fc.constantFrom("A", "B", "C"), wait: fc.nat(3) }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(pieces, fc.infiniteStream(fc.nat(19)), fc.array(fc.nat(19)), (each, places, again) => {
      const counts = new Map<string, number>();
      let time = 0;
      const chunks = each.map(({ vertex, wait }) => {
        time += wait;
        const seq = (counts.get(vertex) ?? 0) + 1;
        counts.set(vertex, seq);
        return chunk(vertex, seq, `${vertex}${seq}\n`, time);
      });
      const mixed = chunks
        .map((piece) => ({ piece, place: places.next().value ?? 0 }))
        .sort((one, other) => one.place - other.place)
        .map(({ piece }) => piece);
      const twice = again.flatMap((place) => chunks[place] ?? []);
      const all = new AllLines();
      for (const piece of [...mixed, ...twice]) all.take({ chunks: [piece], ...SO_FAR });
      all.take({ chunks: [], ...END });
      expect(all.lines.map(({ line }) => line.text).sort()).toEqual(
        chunks.map(({ text }) => text.trimEnd()).sort(),
      );
      const times = all.lines.map(({ time: at }) => at);
      expect(times).toEqual([...times].sort((one, other) => one - other));
      for (const vertex of counts.keys())
        expect(all.lines.filter((line) => line.vertex === vertex).map(({ line }) => line.number)).toEqual(
          Array.from({ length: counts.get(vertex) ?? 0 }, (_, n) => n + 1),
        );
    }),
  );
});
