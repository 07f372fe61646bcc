import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import type { ProviderSettings } from "#platform/settings/provider-settings.ts";
import { ProviderProblem } from "./provider-problem.ts";

/** What only this browser and the provider's answer have in common. */
export type ProviderChecks = { readonly state: string; readonly nonce: string; readonly verifier: string };

/** Who somebody is, as the provider says, after everything about its answer was checked. */
export type Identity = {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
  /** In lower case, and only if the provider has verified it. */
  readonly email: string | null;
  readonly groups: readonly string[];
};

type Claims = Readonly<Record<string, unknown>>;

/** Seconds in which it must answer a request. */
const TIMEOUT_S = 10;

/** An identity provider by OpenID Connect: the code flow with PKCE. It is asked for what it can at the first use. */
export class IdentityProvider {
  readonly settings: ProviderSettings;
  private found: Promise<Configuration> | null = null;

  constructor(settings: ProviderSettings) {
    this.settings = settings;
  }

  /** The address to which the browser is sent. @throws ProviderProblem `away`. */
  async begin(redirectUri: string): Promise<{ readonly url: URL; readonly checks: ProviderChecks }> {
    const configuration = await this.configuration();
    const checks = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: this.scope(configuration),
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await calculatePKCECodeChallenge(checks.verifier),
      code_challenge_method: "S256",
    });
    return { url, checks };
  }

  /**
   * Who is meant by the address to which the provider sent the browser back.
   *
   * @throws ProviderProblem `denied`, `away` or `untrusted`.
   */
  async finish(answered: URL, { state, nonce, verifier }: ProviderChecks): Promise<Identity> {
    const configuration = await this.configuration();
    try {
      const tokens = await authorizationCodeGrant(configuration, answered, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error("There is no ID token.");
      const more = await this.moreClaims(configuration, tokens.access_token, claims);
      return this.identityIn({ ...claims, ...more, sub: claims.sub });
    } catch (error) {
      throw new ProviderProblem(codeOf(error), error);
    }
  }

  /** @throws ProviderProblem `away`. What failed is asked for again at the next use. */
  private async configuration(): Promise<Configuration> {
    this.found ??= this.discover();
    try {
      return await this.found;
    } catch (error) {
      this.found = null;
      throw new ProviderProblem("away", error);
    }
  }

  /** Some providers end their name with a slash, and people write it with and without one. */
  private async discover(): Promise<Configuration> {
    const { issuer } = this.settings;
    return this.discoverAs(issuer).catch((error: unknown) => {
      if (!isOtherName(error)) throw error;
      return this.discoverAs(`${issuer}/`);
    });
  }

  private async discoverAs(issuer: string): Promise<Configuration> {
    const { clientId, clientSecret } = this.settings;
    // Providers that know only one way to show the secret say which one.
    const isPost = (methods: readonly string[] | undefined) =>
      methods?.includes("client_secret_basic") === false && methods.includes("client_secret_post");
    const found = await discovery(
      new URL(issuer),
      clientId,
      undefined,
      clientSecret === null
        ? None()
        : (server, ...rest) => {
            const make = isPost(server.token_endpoint_auth_methods_supported)
              ? ClientSecretPost
              : ClientSecretBasic;
            return make(clientSecret)(server, ...rest);
          },
      { timeout: TIMEOUT_S, execute: new URL(issuer).protocol === "http:" ? [allowInsecureRequests] : [] },
    );
    // The signature of the ID token is checked although it comes over the provider's own connection.
    enableNonRepudiationChecks(found);
    return found;
  }

  private scope(configuration: Configuration): string {
    const { scopes_supported } = configuration.serverMetadata();
    const wantsGroups = this.settings.groupsClaim !== null && scopes_supported?.includes("groups") === true;
    return wantsGroups ? "openid profile email groups" : "openid profile email";
  }

  /** Many providers give an email and groups only when they are asked for them. */
  private async moreClaims(configuration: Configuration, token: string, claims: Claims): Promise<Claims> {
    const wanted = ["email", ...(this.settings.groupsClaim === null ? [] : [this.settings.groupsClaim])];
    if (wanted.every((claim) => claims[claim] !== undefined)) return {};
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return {};
    return fetchUserInfo(configuration, token, String(claims["sub"]));
  }

  private identityIn(claims: Claims): Identity {
    const { sub, name, preferred_username: login, email, email_verified: isVerified } = claims;
    const { groupsClaim } = this.settings;
    const groups = groupsClaim === null ? [] : [claims[groupsClaim]].flat();
    return {
      issuer: this.settings.issuer,
      subject: String(sub),
      name:
        [name, login].filter((each) => typeof each === "string").find((each) => each.trim() !== "") ?? null,
      email: typeof email === "string" && isVerified === true ? email.trim().toLowerCase() : null,
      groups: groups.filter((each) => typeof each === "string"),
    };
  }
}

/** Whether the provider says that it has another name than the one that was asked for. */
function isOtherName(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED";
}

function codeOf(error: unknown): "denied" | "away" | "untrusted" {
  if (error instanceof AuthorizationResponseError)
    return ["server_error", "temporarily_unavailable"].includes(error.error) ? "away" : "denied";
  for (let each = error; each instanceof Error; each = each.cause) {
    if ("code" in each && (each.code === "OAUTH_TIMEOUT" || each.code === "ECONNREFUSED")) return "away";
    if (each instanceof TypeError && each.message === "fetch failed") return "away";
  }
  return "untrusted";
}
