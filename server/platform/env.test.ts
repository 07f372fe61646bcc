import { describe, expect, it } from "vitest";
import { readEnv } from "./env.ts";
import { PROJECT_ROOT } from "./project-root.ts";

describe("readEnv", () => {
  it("has a default for everything", () => {
    expect(readEnv({})).toEqual({
      port: 3000,
      dataDir: `${PROJECT_ROOT}/.data`,
      wakeUpDir: `${PROJECT_ROOT}/.data/wake-ups`,
      url: "http://127.0.0.1:3000",
      runners: 1,
      labels: [],
      httpAllow: [],
      containment: "auto",
      leaseMs: 30_000,
      drainMs: 60_000,
      logLevel: "info",
    });
  });

  it("treats an empty variable as not set", () => {
    expect(readEnv({ PORT: "", DATABASE_URL: "" })).toEqual(readEnv({}));
  });

  it("reads what is set", () => {
    const env = readEnv({
      PORT: "4000",
      DATABASE_URL: "mysql://u:p@h/d",
      SIGNALBOX_DATA: "/srv/box",
      SIGNALBOX_TOKEN: "0123456789abcdef",
      SIGNALBOX_RUNNERS: "0",
      SIGNALBOX_SLOTS: "12",
      SIGNALBOX_LABELS: "linux, gpu",
    });
    expect(env).toMatchObject({
      port: 4000,
      url: "http://127.0.0.1:4000",
      databaseUrl: "mysql://u:p@h/d",
      dataDir: "/srv/box",
      wakeUpDir: "/srv/box/wake-ups",
      runners: 0,
      slots: 12,
      labels: ["linux", "gpu"],
    });
  });

  it.each([
    [{ PORT: "80a" }, 'PORT is "80a": wanted is a whole number from 1 to 65535.'],
    [{ PORT: "70000" }, 'PORT is "70000": wanted is a whole number from 1 to 65535.'],
    [{ SIGNALBOX_SLOTS: "-1" }, 'SIGNALBOX_SLOTS is "-1": wanted is a whole number from 1 to 1000.'],
    [
      { SIGNALBOX_URL: "ftp://x" },
      'SIGNALBOX_URL is "ftp://x": wanted is an address such as http://127.0.0.1:3000.',
    ],
  ])("refuses %o in one line", (source, line) => {
    expect(() => readEnv(source)).toThrow(line);
  });

  it("names every problem at once, and shows no secret", () => {
    const source = { PORT: "x", DATABASE_URL: "mysql://u:hunter2@h", SIGNALBOX_TOKEN: "hunter3" };
    expect(() => readEnv(source)).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*SIGNALBOX_TOKEN/);
    expect(() => readEnv(source)).not.toThrow(/hunter/);
  });
});
