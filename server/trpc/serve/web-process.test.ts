import { afterEach, expect, test, vi } from "vitest";
import { startWebProcess } from "./web-process.ts";

afterEach(() => void vi.unstubAllEnvs());

test.each([
  [{ DATABASE_URL: "" }, /^DATABASE_URL is not set/],
  [{ SIGNALBOX_HTTP_ALLOW: "10.0.0.0/99" }, /^SIGNALBOX_HTTP_ALLOW is "10.0.0.0\/99"/],
])("a web process that cannot begin ends with the reason: %j", (variables, reason) => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const ends: string[] = [];
  startWebProcess((why) => ends.push(why));
  expect(ends).toEqual([expect.stringMatching(reason)]);
});
