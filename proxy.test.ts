import { NextRequest } from "next/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { proxy } from "./proxy.ts";

const ask = (host: string, path = "/sign-in") =>
  proxy(new NextRequest(`http://127.0.0.1:3000${path}`, { headers: { host } }));

afterEach(() => vi.unstubAllEnvs());

describe("proxy", () => {
  it.each(["127.0.0.1:3000", "localhost:3000", "LOCALHOST", "[::1]:3000"])("answers to %s", async (host) => {
    expect((await ask(host)).status).toBe(200);
  });

  it.each(["evil.example:3000", "127.0.0.1.evil.example", "localhost.evil.example", "", "[::2]:3000"])(
    "refuses to be %s",
    async (host) => {
      expect((await ask(host)).status).toBe(421);
    },
  );

  it("refuses an address that is no text in UTF-8, and takes one with any character", async () => {
    for (const path of ["/api/hooks/%E0%A4%A", "/graphs/%FF"])
      expect((await ask("localhost", path)).status).toBe(400);
    expect((await ask("localhost", "/api/hooks/%E6%9D%B1%25")).status).toBe(200);
  });

  it("gives a call the headers that its sender sent and no others: a trigger keeps them", async () => {
    const added = "x-middleware-request-content-security-policy";
    expect((await ask("localhost", "/api/hooks/on-push")).headers.get(added)).toBeNull();
    expect((await ask("localhost")).headers.get(added)).toContain("nonce-");
  });

  it("answers to the name of SIGNALBOX_URL", async () => {
    vi.stubEnv("SIGNALBOX_URL", "https://box.example:8443");
    expect((await ask("box.example:8443")).status).toBe(200);
  });

  it("gives every answer a nonce of its own, and lets no other inline script run", async () => {
    const [first, second] = [await ask("localhost"), await ask("localhost")].map(
      (response) =>
        /script-src 'self' 'nonce-([^']+)' 'strict-dynamic';/.exec(
          response.headers.get("content-security-policy") ?? "",
        )?.[1],
    );
    expect(first).toMatch(/^[\w+/]{22}==$/);
    expect(second).not.toBe(first);
  });

  it.each([
    ["/graphs/a?revision=2", "http://localhost:3000/sign-in?to=%2Fgraphs%2Fa%3Frevision%3D2"],
    ["/", "http://localhost:3000/sign-in"],
    ["/nowhere", "http://localhost:3000/sign-in?to=%2Fnowhere"],
  ])("leads nobody from %s to the sign-in page, and back", async (path, address) => {
    const response = await ask("localhost:3000", path);
    expect([response.status, response.headers.get("location")]).toEqual([303, address]);
  });
});
