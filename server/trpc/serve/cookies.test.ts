import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The module as it is with this public address. */
async function cookiesAt(url: string) {
  vi.stubEnv("SIGNALBOX_URL", url);
  return import("./cookies.ts");
}

const PLAIN = "http://127.0.0.1:3000";
const NAMED = "https://box.example";

test.each([
  ["this machine", PLAIN, "127.0.0.1:3000", false, "signalbox-3000"],
  ["this machine by name, on another port", PLAIN, "localhost:4001", false, "signalbox-4001"],
  ["a public name behind a proxy", NAMED, "box.example", false, "__Host-signalbox"],
  ["an encrypted connection", PLAIN, "10.0.0.7:3000", true, "__Host-signalbox"],
  ["this machine beside a public name", NAMED, "127.0.0.1:3000", false, "signalbox-3000"],
  ["a public name without https", "http://box.example", "box.example", false, null],
  ["no host", NAMED, "", false, null],
])("%s", async (_what, url, host, isEncrypted, name) => {
  const { cookieNamesOf } = await cookiesAt(url);
  const names = cookieNamesOf(new Headers({ host }), isEncrypted);
  expect(names?.session ?? null).toBe(name);
  expect(names?.isSecure ?? false).toBe(name === "__Host-signalbox");
});

test("a session is a cookie that no script reads and no other site sends; it ends at once", async () => {
  const { cookieLines, cookieNamesOf } = await cookiesAt(NAMED);
  const names = cookieNamesOf(new Headers({ host: "box.example" }), false);
  if (names === null) throw new Error("There are no cookies.");
  const [session, device] = cookieLines(names, { id: 1, token: "t0", deviceToken: "d0" });
  expect(session).toMatch(/^__Host-signalbox=t0; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  expect(device).toMatch(/^__Host-signalbox-device=d0; .*HttpOnly; SameSite=Lax; Secure$/);
  expect(cookieLines(names, null)).toEqual([
    "__Host-signalbox=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure",
  ]);
});

test("the browser of somebody who works every day keeps its cookie after the 30 days without use that end a session", async () => {
  const { cookieLines, cookieNamesOf } = await cookiesAt(PLAIN);
  const names = cookieNamesOf(new Headers({ host: "127.0.0.1:3000" }), false);
  if (names === null) throw new Error("There are no cookies.");
  const [session = ""] = cookieLines(names, { id: 1, token: "t0", deviceToken: "d0" });
  const days = Number(/Max-Age=(\d+)/.exec(session)?.[1]) / 86_400;
  expect(days).toBe(400);
});

test("a cookie is found by its whole name", async () => {
  const { cookieOf } = await cookiesAt(PLAIN);
  const headers = new Headers({ cookie: "xsignalbox-3000=no; signalbox-3000=a=b ; signalbox-30001=no" });
  expect(cookieOf(headers, "signalbox-3000")).toBe("a=b");
  expect(cookieOf(headers, "signalbox-300")).toBeNull();
});
