import type { Database } from "#platform/database/db.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { insertIdentity } from "#repos/people/identity-rows.ts";
import { actorOfToken } from "#services/people/api-tokens.ts";
import { beginPasskey } from "#services/people/passkeys/add-passkey.ts";
import { askForSignIn } from "#services/people/passkeys/sign-in-by-passkey.ts";
import { IdentityProvider } from "#services/people/provider/identity-provider.ts";
import { startSecondFactor } from "#services/people/second-factor/authenticator.ts";
import { stepAt, totpCode } from "#services/people/second-factor/totp.ts";
import { signInByPassword } from "#services/people/sign-in.ts";
import type { Actor } from "#services/rights/actor.ts";
import { ANN_ASKS } from "#testing/api/ann-asks.ts";
import { openApiClient } from "#testing/api/api-client.ts";
import { startApiServer } from "#testing/api/api-server.ts";
import { SoftPasskey } from "#testing/soft-passkey.ts";

/** Where `ANN_ASKS` asks. */
const SITE = { rpId: "localhost", origin: "http://localhost:3000" };
const ASKING = { site: SITE, browserToken: null };

type Walked = {
  readonly api: ReturnType<typeof openApiClient>;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly secretKey: Buffer;
  readonly person: Extract<Actor, { who: "person" }>;
  readonly email: string;
  readonly password: string;
};

/** One call of each mutation about the ways to sign in, for the walk over all mutations. The person has a password. */
export function signInWalk(walked: Walked): Readonly<Record<string, () => Promise<unknown>>> {
  const { api, database, databaseUrl, secretKey, person, email, password } = walked;
  let secret = "";
  let recoveryCode = "";
  let asked = "";
  let token = "";
  const passkey = new SoftPasskey(SITE);
  /** Calls as the browser that was given this token. */
  const answering = async (
    actor: Actor | null,
    passkeyToken: string,
    send: (asking: ReturnType<typeof openApiClient>) => Promise<unknown>,
  ) => {
    const server = await startApiServer(databaseUrl, { actor, passkeyToken });
    await send(openApiClient(server.url));
    await server.close();
  };
  /** Gives a person a passkey. */
  const addPasskey = async (who: Walked["person"], soft: SoftPasskey) => {
    const { options, browserToken } = await beginPasskey(database, who.id, ASKING, ANN_ASKS.browser);
    const answer = soft.make(options);
    await answering(who, browserToken, (of) => of.passkeys.add.mutate({ name: "phone", answer }));
  };
  const others = async (name: string) =>
    (await api.people.list.query()).find((each) => each.name === name)?.id ?? 0;
  return {
    "people.allowProvider": async () =>
      api.people.allowProvider.mutate({ id: await others("fred"), isAllowed: true }),
    "people.removeSecondFactor": async () => {
      const id = await others("fred");
      const asked = { current: null, host: "x" };
      await startSecondFactor(database, secretBox(secretKey), id, asked, ANN_ASKS.browser);
      await api.people.removeSecondFactor.mutate({ id });
    },
    "passkeys.add": () => addPasskey(person, passkey),
    "signIn.byPasskey": async () => {
      const { options, browserToken } = await askForSignIn(database, ASKING, ANN_ASKS.browser);
      const answer = passkey.answer(options);
      await answering(null, browserToken, (of) => of.signIn.byPasskey.mutate(answer));
    },
    "passkeys.remove": async () => {
      const [own] = (await api.passkeys.list.query()).passkeys;
      await api.passkeys.remove.mutate({ id: own?.id ?? 0, proof: password });
    },
    "people.removePasskeys": async () => {
      const id = await others("fred");
      await addPasskey({ ...person, id, name: "fred" }, new SoftPasskey(SITE));
      await api.people.removePasskeys.mutate({ id });
    },
    "secondFactor.start": async () => {
      secret = (await api.secondFactor.start.mutate({ current: password })).secret;
    },
    "secondFactor.confirm": () =>
      api.secondFactor.confirm.mutate({ code: totpCode(secret, stepAt(Date.now())) }),
    "secondFactor.renewCodes": async () => {
      recoveryCode = (await api.secondFactor.renewCodes.mutate({ proof: password })).codes[0] ?? "";
    },
    "signIn.byCode": async () => {
      const step = await signInByPassword(database, { email, password }, ANN_ASKS.browser);
      const pendingToken = step.isComplete ? null : step.pendingToken;
      const server = await startApiServer(databaseUrl, { actor: null, pendingToken });
      await openApiClient(server.url).signIn.byCode.mutate({ code: recoveryCode });
      await server.close();
    },
    "devices.decide": async () => {
      const begun = await api.devices.begin.mutate({ host: "box", acts: ["read"] });
      asked = begun.token;
      await api.devices.decide.mutate({ code: begun.code, acts: ["read"] });
    },
    "devices.poll": async () => {
      const polled = await api.devices.poll.mutate({ token: asked });
      token = polled.state === "allowed" ? polled.token : "";
    },
    "secondFactor.turnOff": () => api.secondFactor.turnOff.mutate({ proof: password }),
    "tokens.revokeOwn": async () => {
      const actor = await actorOfToken(database.queries, token);
      const server = await startApiServer(databaseUrl, { actor });
      await openApiClient(server.url).tokens.revokeOwn.mutate({});
      await server.close();
    },
    "account.unlinkProvider": async () => {
      const settings = { issuer: "https://login.example", clientId: "x", clientSecret: null };
      const more = { name: "Example", sessionMs: 3_600_000, groupsClaim: null, allow: null };
      const provider = new IdentityProvider({ ...settings, ...more });
      await insertIdentity(database.queries, { issuer: settings.issuer, subject: "bob" }, person.id);
      const server = await startApiServer(databaseUrl, { actor: person, provider });
      await openApiClient(server.url).account.unlinkProvider.mutate({ proof: password });
      await server.close();
    },
  };
}
