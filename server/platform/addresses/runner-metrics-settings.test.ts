import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runnerMetricsAddress, runnerMetricsSettings } from "./runner-metrics-settings.ts";

const TOKEN = "a-token-of-a-reader";
const settings = (address: string, more: Record<string, string> = {}) =>
  runnerMetricsSettings({ SIGNALBOX_RUNNER_METRICS: address, ...more });

test("without an address there are no metrics; a port alone is one of this machine", () => {
  expect(runnerMetricsSettings({})).toBeNull();
  expect(settings("")).toBeNull();
  expect(settings("9464")).toEqual({ host: "127.0.0.1", port: 9464, token: null, tokenFile: null });
  expect(settings("[::1]:9464")).toEqual({ host: "::1", port: 9464, token: null, tokenFile: null });
  const file = join(mkdtempSync(join(tmpdir(), "token-")), "token");
  writeFileSync(file, `${TOKEN}\n`);
  for (const more of [
    { SIGNALBOX_RUNNER_METRICS_TOKEN: TOKEN },
    { SIGNALBOX_RUNNER_METRICS_TOKEN_FILE: file },
  ])
    expect(settings("0.0.0.0:9464", more as never)).toMatchObject({
      host: "0.0.0.0",
      port: 9464,
      token: TOKEN,
    });
});

test.each<[string, string, Record<string, string>, RegExp]>([
  ["a word", "on", {}, /wanted is a port/],
  ["port 0", "0", {}, /wanted is a port/],
  ["a port that is none", "127.0.0.1:70000", {}, /wanted is a port/],
  ["a name of a host", "localhost:9464", {}, /wanted is a port/],
  ["an address without brackets", "::1:9464", {}, /wanted is a port/],
  ["an address that others reach, without a token", "10.0.0.7:9464", {}, /which others can reach/],
  ["all addresses, without a token", "[::]:9464", {}, /which others can reach/],
  ["a short token", "9464", { SIGNALBOX_RUNNER_METRICS_TOKEN: "short-secret" }, /at least 16 characters/],
  [
    "a token with a space",
    "9464",
    { SIGNALBOX_RUNNER_METRICS_TOKEN: "short-secret and more" },
    /without spaces/,
  ],
  [
    "a token of two lines",
    "9464",
    { SIGNALBOX_RUNNER_METRICS_TOKEN: "short-secret\nsecond-line" },
    /one line/,
  ],
  ["a token beyond ASCII", "9464", { SIGNALBOX_RUNNER_METRICS_TOKEN: "short-secret-ä-ö-ü" }, /ASCII/],
  ["a token file that is not there", "9464", { SIGNALBOX_RUNNER_METRICS_TOKEN_FILE: "/none/x" }, /ENOENT/],
])("%s is refused, and no token is in the message", (_, address, more, said) => {
  expect(() => settings(address, more)).toThrow(said);
  expect(() => settings(address, more)).not.toThrow(/short-secret/);
});

test("several runners of one machine have ports one after the other", () => {
  const env = { SIGNALBOX_RUNNER_METRICS: "[::1]:9464" };
  expect([1, 2, 3].map((number) => runnerMetricsAddress(number, env))).toEqual([
    "[::1]:9464",
    "[::1]:9465",
    "[::1]:9466",
  ]);
  expect(runnerMetricsAddress(2, { SIGNALBOX_RUNNER_METRICS: "9464" })).toBe("127.0.0.1:9465");
  expect(runnerMetricsAddress(2, {})).toBeUndefined();
  const last = { SIGNALBOX_RUNNER_METRICS: "65534" };
  expect(runnerMetricsAddress(2, last)).toBe("127.0.0.1:65535");
  expect(() => runnerMetricsAddress(3, last)).toThrow("runner 3 would need 65536");
  expect(runnerMetricsAddress(2, { SIGNALBOX_RUNNER_METRICS: "on" })).toBe("on");
});
