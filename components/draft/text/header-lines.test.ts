import { expect, test } from "vitest";
import { headersText, headersWritten } from "./header-lines.ts";

test("headers are read as they are written", () => {
  const headers = { Accept: "text/plain", Authorization: "Bearer {token}: x" };
  expect(headersWritten(headersText(headers))).toEqual({ headers });
  expect(headersWritten("\n Accept : a \n\n")).toEqual({ headers: { Accept: "a" } });
  expect(headersWritten("Accept")).toEqual({ problem: expect.stringMatching(/"Accept" has no colon/) });
});

test("a header that is there twice is told: a graph file has one value of each", () => {
  expect(headersWritten("X-Tag: one\nX-Tag: two")).toEqual({ problem: "The header X-Tag is there twice." });
  expect(headersWritten("X-Tag: one\nx-tag: two")).toEqual({ problem: "The header x-tag is there twice." });
});

test("a header may have any name", () => {
  const read = headersWritten("__proto__: a\nconstructor: b");
  expect("headers" in read && headersText(read.headers)).toBe("__proto__: a\nconstructor: b");
});
