import fc from "fast-check";
import { expect, test } from "vitest";
import { readersWords, sendExample } from "./stream-words.ts";

test("who reads is said by names, and how far the slowest is behind; what is left over reads nothing", () => {
  const trigger = {
    group: "g",
    by: "trigger",
    trigger: "on-order",
    transfer: null,
    state: "active",
  } as const;
  expect(readersWords([])).toBe("Nobody reads it");
  expect(readersWords([{ ...trigger, pending: null, waiting: null }])).toBe("on-order");
  expect(readersWords([{ ...trigger, by: "left", trigger: null, pending: 3, waiting: 1 }])).toBe(
    "Nobody reads it",
  );
  expect(
    readersWords([
      { ...trigger, pending: 2, waiting: 1_500 },
      { ...trigger, by: "hidden", trigger: null, pending: 0, waiting: 0 },
    ]),
  ).toBe("on-order, a trigger of another folder; 1,502 to go");
  const moves = {
    ...trigger,
    by: "transfer",
    trigger: null,
    state: null,
    pending: null,
    waiting: null,
  } as const;
  expect(readersWords([{ ...moves, transfer: { graph: "sync", vertex: "move" } }, moves])).toBe(
    "sync / move, a transfer of another folder",
  );
  expect(readersWords([{ ...trigger, by: "stays", trigger: null, pending: 3, waiting: 1 }])).toBe(
    "Nobody reads it",
  );
});

test("the command that sends records gives a shell the field whatever it is called, and has no token", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", "'", '"', "$", "`", "\\", " ", "!", "é") }),
      (field) => {
        const command = sendExample("http://127.0.0.1:3000", { name: "orders", keyField: field });
        const data = command.slice(command.indexOf("  -d ") + 5);
        // Between single quotes a shell takes all as it is; a quote itself is written outside of them.
        const parts = data.slice(1, -1).split("'\\''");
        expect(parts.join("")).not.toContain("'");
        expect(Object.keys(JSON.parse(parts.join("'"))[0])).toContain(field);
        expect(command).toContain("Bearer $TOKEN");
      },
    ),
  );
});
