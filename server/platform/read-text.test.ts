import fc from "fast-check";
import { expect, test } from "vitest";
import { charsetOf, readText } from "./read-text.ts";

const bytes = (...parts: (number | string)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "number" ? Buffer.from([part]) : Buffer.from(part))));

test.each([
  ["iso-8859-1", bytes("caf", 0xe9), "café"],
  ["gbk", bytes(0xd6, 0xd0, 0xce, 0xc4), "中文"],
  ["shift_jis", bytes(0x93, 0xfa, 0x96, 0x7b), "日本"],
  ["euc-kr", bytes(0xc7, 0xd1), "한"],
  ["koi8-r", bytes(0xcd, 0xc9, 0xd2), "мир"],
  ["utf-16le", bytes("a", 0), "a"],
  ["utf-16be", bytes(0, "a"), "a"],
  ["utf-16", bytes(0, "{", 0, "}"), "{}"],
  ["utf-16", bytes("{", 0, "}", 0), "{}"],
  ["us-ascii", bytes("plain"), "plain"],
  [null, bytes("é😀"), "é😀"],
])("bytes in %s are read as the text that they are", (charset, given, text) => {
  expect(readText(given, charset)).toEqual({ ok: true, text });
});

test.each([
  [bytes(0xef, 0xbb, 0xbf, '{"a":1}')],
  [bytes(0xff, 0xfe, Buffer.from('{"a":1}', "utf16le").toString("latin1"))],
  [bytes(0xfe, 0xff, '\0{\0"\0a\0"\0:\x001\0}')],
])("a byte order mark names the charset, whatever was named, and is no part of the text", (given) => {
  expect(readText(given, "iso-8859-1")).toEqual({ ok: true, text: '{"a":1}' });
});

test.each([
  ["x-unknown", bytes("a"), "the charset x-unknown is not known"],
  [null, bytes(0xff, 0xfe, 0, 0), "the charset utf-32le is not known"],
  ["gbk", bytes("ab", 0xd6), "its byte 0xd6 at position 3 is not valid gbk"],
  ["utf-8", bytes("abc", 0xe9, "d"), "its byte 0xe9 at position 4 is not valid utf-8"],
  ["utf-8", bytes("abc", 0xe9), /is not valid utf-8$/],
  ["us-ascii", bytes("a", 0xc3, 0xa9), "its byte 0xc3 at position 2 is not valid us-ascii"],
  ["utf-16le", bytes("a", 0, 0, 0xd8, "b", 0), /is not valid utf-16le$/],
  [null, bytes(0x89, "PNG"), "its byte 0x89 at position 1 is not valid utf-8, and no other charset is named"],
])("bytes that are no text in %s have a problem that names the charset", (charset, given, problem) => {
  expect(readText(given, charset)).toEqual({
    ok: false,
    problem: typeof problem === "string" ? problem : expect.stringMatching(problem),
  });
});

test("every text is read back from UTF-8 and UTF-16, and no bytes are read as a text of other bytes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const plain = text.replace(/^\uFEFF/, "");
      expect(readText(Buffer.from(plain), null)).toEqual({ ok: true, text: plain });
      const marked = Buffer.from(`\uFEFF${plain}`, "utf16le");
      // A NUL behind the mark of UTF-16 makes it that of UTF-32.
      if (!plain.startsWith("\0")) expect(readText(marked, null)).toEqual({ ok: true, text: plain });
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 8 }), (given) => {
      const read = readText(given, "utf-8");
      const isMarked = [0xff, 0xfe, 0xef, 0].includes(given[0] ?? 1);
      if (read.ok && !isMarked) expect(Buffer.from(read.text)).toEqual(Buffer.from(given));
    }),
  );
});

test.each([
  ["text/plain; charset=ISO-8859-1", "iso-8859-1"],
  ['application/json;charset="GBK"; x=1', "gbk"],
  ["text/html; boundary=x; Charset = utf-16", "utf-16"],
  ["text/html", null],
  ["text/html; charset=", null],
  [null, null],
])("the charset of the content type %s is %s", (type, charset) => {
  expect(charsetOf(type)).toBe(charset);
});
