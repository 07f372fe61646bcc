import fc from "fast-check";
import { expect, test } from "vitest";
import { cursorText, placeFor, readCursor } from "./feed-cursor.ts";

const KEY = "ab".repeat(16);
const OTHER = "cd".repeat(16);
const number = fc.nat(1_000);

test("a cursor is read as it was written, and no other text is one", () => {
  fc.assert(
    fc.property(number, number, (no, acceptedNo) => {
      const place = { key: KEY, no, acceptedNo };
      expect(readCursor(cursorText(place))).toEqual(place);
    }),
  );
  for (const text of ["", "7", `${KEY}-7`, `${KEY}-07-0`, `${KEY}--1-0`, `${KEY}-1e3-0`, ` ${KEY}-1-0`])
    expect([text, readCursor(text)]).toEqual([text, null]);
});

test("a place is given only where nothing is missing behind it that its holder does not know to be gone", () => {
  fc.assert(
    fc.property(number, number, number, number, (no, acceptedNo, lastNo, removedNo) => {
      const place = placeFor(cursorText({ key: KEY, no, acceptedNo }), { key: KEY, lastNo, removedNo });
      if (no > lastNo) expect(place).toBe("set back");
      else if (removedNo > no && removedNo > acceptedNo) expect(place).toBe("removed");
      else expect(place).toEqual({ key: KEY, no, acceptedNo });
    }),
  );
  const now = { key: KEY, lastNo: 9, removedNo: 5 };
  expect(placeFor(null, now)).toEqual({ key: KEY, no: 0, acceptedNo: 5 });
  expect(placeFor("x", now)).toBe("not a cursor");
  expect(placeFor(cursorText({ key: OTHER, no: 1, acceptedNo: 0 }), now)).toBe("another server");
});
