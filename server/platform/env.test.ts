import { describe, expect, it } from "vitest";
import { listenProblem, urlWarning } from "./addresses/listen-problem.ts";
import { readEnv } from "./env.ts";
import { PROJECT_ROOT } from "./project-root.ts";

const OIDC = {
  SIGNALBOX_OIDC_ISSUER: "https://login.example.com/realms/a",
  SIGNALBOX_OIDC_CLIENT_ID: "signalbox",
};

describe("readEnv", () => {
  it("reads the identity provider, and who may sign in by it", () => {
    const settings = { issuer: OIDC.SIGNALBOX_OIDC_ISSUER, clientId: "signalbox" };
    expect(readEnv(OIDC).provider).toEqual({
      ...settings,
      clientSecret: null,
      name: "login.example.com",
      sessionMs: 12 * 3_600_000,
      groupsClaim: null,
      allow: null,
    });
    const more = {
      SIGNALBOX_OIDC_CLIENT_SECRET: "x",
      SIGNALBOX_OIDC_NAME: "Example",
      SIGNALBOX_OIDC_GROUPS_CLAIM: "groups",
      SIGNALBOX_OIDC_ALLOW: "Example.com, group:On Call,group:ops",
      SIGNALBOX_OIDC_SESSION_HOURS: "1",
    };
    expect(readEnv({ ...OIDC, ...more }).provider).toEqual({
      ...settings,
      clientSecret: "x",
      name: "Example",
      sessionMs: 3_600_000,
      groupsClaim: "groups",
      allow: { domains: ["example.com"], groups: ["On Call", "ops"] },
    });
  });

  it("has a default for everything", () => {
    expect(readEnv({})).toEqual({
      listen: "127.0.0.1",
      port: 3000,
      trustedProxies: [],
      dataDir: `${PROJECT_ROOT}/.data`,
      wakeUpDir: `${PROJECT_ROOT}/.data/wake-ups`,
      url: "http://127.0.0.1:3000",
      runners: 1,
      labels: [],
      httpAllow: [],
      containment: "auto",
      fence: { isHostAllowed: false, hidden: [], writable: [] },
      slotUsers: { range: { first: 60_600, last: 61_111 }, root: "/var/lib/signalbox-slots" },
      limits: [],
      workLimitBytes: 20 * 1024 ** 3,
      leaseMs: 30_000,
      drainMs: 60_000,
      logStore: "database",
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
      SIGNALBOX_LISTEN: "0.0.0.0",
      SIGNALBOX_TRUSTED_PROXY: "10.0.0.7, fd00::/8",
      SIGNALBOX_RUNNERS: "0",
      SIGNALBOX_SLOTS: "12",
      SIGNALBOX_LABELS: "linux, gpu",
    });
    expect(env).toMatchObject({
      listen: "0.0.0.0",
      trustedProxies: ["10.0.0.7", "fd00::/8"],
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
    [
      { SIGNALBOX_HTTP_ALLOW: "api.example.com 10.0.0.0/99" },
      'SIGNALBOX_HTTP_ALLOW is "api.example.com 10.0.0.0/99": wanted is hosts, addresses and networks such as 10.0.0.0/8.',
    ],
    [
      { SIGNALBOX_HTTP_ALLOW: "fe80::1%eth0" },
      'SIGNALBOX_HTTP_ALLOW is "fe80::1%eth0": wanted is hosts, addresses and networks such as 10.0.0.0/8.',
    ],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: "localhost:4318" },
      "OTEL_EXPORTER_OTLP_ENDPOINT cannot be used: wanted is an address such as http://127.0.0.1:4318.",
    ],
    [{ PORT: "70000" }, 'PORT is "70000": wanted is a whole number from 1 to 65535.'],
    [{ SIGNALBOX_SLOTS: "-1" }, 'SIGNALBOX_SLOTS is "-1": wanted is a whole number from 1 to 1000.'],
    [{ SIGNALBOX_LISTEN: "box" }, 'SIGNALBOX_LISTEN is "box": wanted is an IP address'],
    [
      { SIGNALBOX_TRUSTED_PROXY: "10.0.0.0/33" },
      'SIGNALBOX_TRUSTED_PROXY is "10.0.0.0/33": wanted is addresses',
    ],
    [{ SIGNALBOX_LOG_STORE: "files" }, 'SIGNALBOX_LOG_STORE is "files": wanted is database or file.'],
    [{ SIGNALBOX_TLS_CERT: "a.pem" }, "belong together"],
    [{ SIGNALBOX_OIDC_ISSUER: "http://login.example.com" }, "wanted is an address with https"],
    [{ SIGNALBOX_OIDC_ISSUER: "https://login.example.com" }, "SIGNALBOX_OIDC_CLIENT_ID belong together"],
    [{ SIGNALBOX_OIDC_NAME: "Login" }, "SIGNALBOX_OIDC_ISSUER is not: set it, too"],
    [{ ...OIDC, SIGNALBOX_OIDC_CLIENT_SECRET_FILE: "/x", SIGNALBOX_OIDC_CLIENT_SECRET: "y" }, "not both"],
    [{ ...OIDC, SIGNALBOX_OIDC_CLIENT_SECRET_FILE: "/no/such/file" }, "this file cannot be read"],
    [{ ...OIDC, SIGNALBOX_OIDC_ALLOW: "group:ops" }, "set SIGNALBOX_OIDC_GROUPS_CLAIM"],
    [{ ...OIDC, SIGNALBOX_OIDC_ALLOW: " ," }, "has no name in it"],
    [{ ...OIDC, SIGNALBOX_OIDC_SESSION_HOURS: "0" }, "wanted is a whole number from 1 to 720"],
    [
      { SIGNALBOX_URL: "ftp://x" },
      'SIGNALBOX_URL is "ftp://x": wanted is an address such as http://127.0.0.1:3000.',
    ],
  ])("refuses %o in one line", (source, line) => {
    expect(() => readEnv(source)).toThrow(line);
  });

  it("names every problem at once, and shows no secret", () => {
    const source = { PORT: "x", DATABASE_URL: "mysql://u:hunter2@h", SIGNALBOX_SECRET_KEY: "hunter3" };
    expect(() => readEnv(source)).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*SIGNALBOX_SECRET_KEY/);
    expect(() => readEnv(source)).not.toThrow(/hunter/);
  });
});

describe("where the web listens", () => {
  it.each([
    [{}, null],
    [{ SIGNALBOX_LISTEN: "::1" }, null],
    [
      { SIGNALBOX_LISTEN: "0.0.0.0" },
      /^SIGNALBOX_LISTEN is 0\.0\.0\.0: .*SIGNALBOX_TLS_CERT.*SIGNALBOX_TRUSTED_PROXY/,
    ],
    [{ SIGNALBOX_LISTEN: "0.0.0.0", SIGNALBOX_TRUSTED_PROXY: "10.0.0.7" }, null],
    [{ SIGNALBOX_LISTEN: "10.0.0.1", SIGNALBOX_TLS_CERT: "c", SIGNALBOX_TLS_KEY: "k" }, null],
  ])("%o", (source, problem) => {
    const found = listenProblem(readEnv(source));
    if (problem === null) expect(found).toBeNull();
    else expect(found).toMatch(problem);
  });

  it("says that nobody can sign in at an address without https, and is silent about safe ones", () => {
    expect(urlWarning({ url: "http://box.example:3000" })).toMatch(
      /^SIGNALBOX_URL is http:\/\/box.*nobody can sign in/,
    );
    for (const url of ["https://box.example", "http://127.0.0.1:3000", "http://localhost", "http://[::1]:1"])
      expect(urlWarning({ url })).toBeNull();
  });
});

describe("what the operator decides about the fence", () => {
  it("is read from paths with colons between them", () => {
    const { fence } = readEnv({
      SIGNALBOX_FENCE_HOST: "allow",
      SIGNALBOX_FENCE_WRITE: "/srv/builds:/dev/kvm",
      SIGNALBOX_FENCE_HIDE: "/etc/box.env",
    });
    expect(fence).toEqual({
      isHostAllowed: true,
      hidden: ["/etc/box.env"],
      writable: ["/srv/builds", "/dev/kvm"],
    });
    expect(() => readEnv({ SIGNALBOX_FENCE_WRITE: "srv" })).toThrow("wanted is absolute paths with colons");
  });

  it("has a range of users for slots, which root is not in", () => {
    const { range } = readEnv({ SIGNALBOX_SLOT_USERS: "70000-70099" }).slotUsers;
    expect(range).toEqual({ first: 70_000, last: 70_099 });
    for (const wrong of ["0-10", "20-10", "60000", "1-4294967295"])
      expect(() => readEnv({ SIGNALBOX_SLOT_USERS: wrong })).toThrow("wanted is a range of user numbers");
  });

  it("has limits in units that people use", () => {
    const limits = "memory=4G, file=500M,cpu=2h processes=300";
    expect(readEnv({ SIGNALBOX_LIMITS: limits }).limits).toEqual([
      "--data=4294967296",
      "--fsize=524288000",
      "--cpu=7200",
      "--nproc=300",
    ]);
    for (const wrong of ["memory=4", "memory", "cpu=0h", "toString=1", "processes=3G", "file=-1M"])
      expect(() => readEnv({ SIGNALBOX_LIMITS: wrong })).toThrow("wanted is some of memory=4G");
    expect(readEnv({ SIGNALBOX_WORK_LIMIT: "500M" }).workLimitBytes).toBe(524_288_000);
    expect(readEnv({ SIGNALBOX_WORK_LIMIT: "none" }).workLimitBytes).toBeNull();
    for (const wrong of ["5", "0G", "-1G", "G", "all"])
      expect(() => readEnv({ SIGNALBOX_WORK_LIMIT: wrong })).toThrow("wanted is a size such as 20G");
  });
});
