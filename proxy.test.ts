import { NextRequest } from "next/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { proxy } from "./proxy.ts";

const ask = (host: string) => proxy(new NextRequest("http://127.0.0.1:3000/graphs", { headers: { host } }));

afterEach(() => vi.unstubAllEnvs());

describe("proxy", () => {
  it.each(["127.0.0.1:3000", "localhost:3000", "LOCALHOST", "[::1]:3000"])("answers to %s", (host) => {
    expect(ask(host).status).toBe(200);
  });

  it.each(["evil.example:3000", "127.0.0.1.evil.example", "localhost.evil.example", "", "[::2]:3000"])(
    "refuses to be %s",
    (host) => {
      expect(ask(host).status).toBe(421);
    },
  );

  it("answers to the name of SIGNALBOX_URL", () => {
    vi.stubEnv("SIGNALBOX_URL", "https://box.example:8443");
    expect(ask("box.example:8443").status).toBe(200);
  });

  it("gives every answer a nonce of its own, and lets no other inline script run", () => {
    const [first, second] = [ask("localhost"), ask("localhost")].map(
      (response) =>
        /script-src 'self' 'nonce-([^']+)' 'strict-dynamic';/.exec(
          response.headers.get("content-security-policy") ?? "",
        )?.[1],
    );
    expect(first).toMatch(/^[\w+/]{22}==$/);
    expect(second).not.toBe(first);
  });
});
