import { expect, test } from "vitest";
import { withoutTerminalCodes } from "./terminal-codes.ts";

test.each([
  ["no codes [31m here", "no codes [31m here"],
  ["\u001B[31;1merror\u001B[0m: no module", "error: no module"],
  ["\u001B[38;2;255;0;0mred\u001B[39m\u001B[K", "red"],
  ["\u001B]0;title\u0007done\u001B]8;;https://a.example\u001B\\link", "donelink"],
  ["\u001BPq#0;2;0;0;0\u001B\\after a picture", "after a picture"],
  ["\u001B(Bplain\u001B7", "plain"],
  ["cut off \u001B[3", "cut off "],
  ["\u001B", ""],
])("%j is read as %j", (text, read) => {
  expect(withoutTerminalCodes(text)).toBe(read);
});
