import { once } from "node:events";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

/**
 * A real identity provider (OpenID Connect) on this machine, for tests. Whoever types a name on its sign-in page is that
 * person. A name that begins with `new-` has an email that is not verified. The groups of `NAME` are those of `groups`.
 *
 * @param {{ redirectUri: string, groups?: (subject: string) => readonly string[] }} options
 */
export async function startIdentityProvider({ redirectUri, groups = () => [] }) {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "signalbox",
        client_secret: "the-secret-of-a-test",
        redirect_uris: [redirectUri],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    cookies: { keys: ["a key of a test"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"], groups: ["groups"] },
    scopes: ["openid", "email", "profile", "groups"],
    findAccount: async (_ctx, sub) => ({
      accountId: sub,
      claims: async () => ({
        sub,
        name: sub,
        email: `${sub}@example.com`,
        email_verified: !sub.startsWith("new-"),
        groups: [...groups(sub)],
      }),
    }),
    // Nobody is asked for consent: that is a matter of the provider.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId,
        accountId: ctx.oidc.session?.accountId,
      });
      grant.addOIDCScope("openid email profile groups");
      await grant.save();
      return grant;
    },
  });
  server.on("request", provider.callback());
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
