import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { ownText } from "./own-text.ts";

const RUNNER = join(PROJECT_ROOT, "server", "runner");

test("only one function writes to the stream system, and nothing else makes its texts", () => {
  const files = readdirSync(RUNNER, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
  );
  const filesWith = (pattern: RegExp) =>
    files.filter((file) => pattern.test(readFileSync(join(RUNNER, file), "utf8")));
  expect(filesWith(/write\(\s*"system"/)).toEqual(["execution/own-text.ts"]);
  expect(filesWith(/\bas OwnText\b/)).toEqual(["execution/own-text.ts"]);
  expect(filesWith(/\btrustedText\(/).sort()).toEqual([
    "execution/own-text.ts",
    "http/send-request.ts",
    "script/output/read-output-file.ts",
    "tasks/email.ts",
    "tasks/transfer.ts",
  ]);
});

test("an address in an own text holds no blank and no character beyond ASCII, whatever was in it", () => {
  const address = new URL("https://example.com/a b\u202E\n?q=press Retry now");
  expect(ownText`GET ${address}`).toBe("GET https://example.com/a%20b%E2%80%AE?q=press%20Retry%20now");
});
