import { createHmac, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { secretBox } from "#platform/secrets/secret-box.ts";
import type { ProviderSettings } from "#platform/settings/provider-settings.ts";
import { BEGUN_LIFE_MS, openBegunSignIn, sealBegunSignIn } from "./begun-sign-in.ts";
import { IdentityProvider } from "./identity-provider.ts";
import { ProviderProblem } from "./provider-problem.ts";

const REDIRECT = "http://127.0.0.1:9/api/oidc/callback";
const settingsWith = ({ issuer }: Pick<ProviderSettings, "issuer">): ProviderSettings => ({
  issuer,
  clientId: "signalbox",
  clientSecret: "the-secret-of-a-test",
  name: "Example",
  sessionMs: 3_600_000,
  groupsClaim: null,
  allow: null,
});

async function problemOf(asked: Promise<unknown>): Promise<string> {
  const error = await asked.then(
    () => null,
    (each) => each,
  );
  if (error instanceof ProviderProblem) return error.code;
  throw new Error(`Not refused: ${String(error)}`);
}

/** What comes of an answer whose ID token `sign` has signed. The provider publishes `keys`. */
async function outcomeOf(
  header: object,
  sign: (unsigned: string) => string,
  keys: readonly object[] = [],
  path = "",
): Promise<string> {
  let nonce = "";
  const server = createServer((request, response) => {
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const now = Math.floor(Date.now() / 1_000);
    const claims = { iss: issuer, sub: "root", aud: "signalbox", iat: now, exp: now + 60, nonce };
    const unsigned = `${encoded(header)}.${encoded(claims)}`;
    const bodies: Readonly<Record<string, object>> = {
      [`${path.replace(/\/$/, "")}/.well-known/openid-configuration`]: {
        issuer,
        authorization_endpoint: `${origin}/auth`,
        token_endpoint: `${origin}/token`,
        jwks_uri: `${origin}/jwks`,
        id_token_signing_alg_values_supported: ["none", "HS256", "RS256"],
      },
      "/jwks": { keys },
      "/token": { access_token: "x", token_type: "Bearer", id_token: `${unsigned}.${sign(unsigned)}` },
    };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(bodies[request.url ?? ""] ?? {}));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `${origin}${path}`;
  const by = new IdentityProvider(settingsWith({ issuer: issuer.replace(/\/$/, "") }));
  const { checks } = await by.begin(REDIRECT);
  nonce = checks.nonce;
  const answered = new URL(`${REDIRECT}?code=x&state=${checks.state}`);
  const outcome = await by.finish(answered, checks).then(
    ({ subject }) => `it is ${subject}`,
    ({ code }) => code,
  );
  server.closeAllConnections();
  server.close();
  return outcome;
}

test.each(["", "/", "/application/o/signalbox", "/application/o/signalbox/"])(
  "a provider whose name ends with %j is used",
  async (path) => {
    const key = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    const published = [{ ...key.publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }];
    const byKey = (text: string) => createSign("sha256").update(text).sign(key.privateKey, "base64url");
    expect(await outcomeOf({ alg: "RS256", kid: "1" }, byKey, published, path)).toBe("it is root");
  },
);

test("an ID token without a signature, or one that is signed with the client's secret or an unknown key, counts nothing", async () => {
  const key = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const published = [{ ...key.publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }];
  const byKey = (text: string) => createSign("sha256").update(text).sign(key.privateKey, "base64url");
  const byHmac = (text: string) =>
    createHmac("sha256", "the-secret-of-a-test").update(text).digest("base64url");
  expect(await outcomeOf({ alg: "RS256", kid: "1" }, byKey, published)).toBe("it is root");
  expect(await outcomeOf({ alg: "none" }, () => "", published)).toBe("untrusted");
  expect(await outcomeOf({ alg: "HS256" }, byHmac, published)).toBe("untrusted");
  expect(await outcomeOf({ alg: "RS256", kid: "1" }, byKey)).toBe("untrusted");
  const random = () => randomBytes(256).toString("base64url");
  expect(await outcomeOf({ alg: "RS256", kid: "1" }, random, published)).toBe("untrusted");
});

test("a provider that is away says so, and works when it is back", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const away = new IdentityProvider(settingsWith({ issuer: `http://127.0.0.1:${port}` }));
  expect(await problemOf(away.begin(REDIRECT))).toBe("away");
  // Something else answers there, which is no provider.
  const web = createServer((_request, response) => response.writeHead(503).end("busy")).listen(
    port,
    "127.0.0.1",
  );
  await once(web, "listening");
  expect(await problemOf(away.begin(REDIRECT))).toBe("away");
  web.removeAllListeners("request");
  web.on("request", (_request, response) => {
    const issuer = `http://127.0.0.1:${port}`;
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ issuer, authorization_endpoint: `${issuer}/auth` }));
  });
  expect((await away.begin(REDIRECT)).url.searchParams.get("code_challenge_method")).toBe("S256");
  web.closeAllConnections();
  web.close();
});

test("what a browser keeps of a sign-in cannot be read, changed or used late", () => {
  const box = secretBox(randomBytes(32));
  const checks = { state: "s-t-a-t-e", nonce: "n", verifier: "v" };
  const begun = { checks, to: "/graphs", linkTo: null };
  const text = sealBegunSignIn(box, begun, 1_000);
  expect(Buffer.from(text, "base64url").toString("latin1")).not.toContain("s-t-a-t-e");
  expect(openBegunSignIn(box, text, 1_000)).toEqual(begun);
  expect(openBegunSignIn(box, text, 1_000 + BEGUN_LIFE_MS)).toBeNull();
  expect(openBegunSignIn(secretBox(randomBytes(32)), text, 1_000)).toBeNull();
  for (const odd of ["", "x", `${text.slice(0, -2)}AA`, text.slice(4)])
    expect(openBegunSignIn(box, odd, 1_000)).toBeNull();
});
