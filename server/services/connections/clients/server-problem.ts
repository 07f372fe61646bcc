import { NamedError } from "#platform/copies/named-error.ts";

/** A server of a connection could not be used. The message is a clause of a sentence, and has no password. */
export class ServerProblem extends NamedError {
  static override readonly className = "ServerProblem";
}

const MEANINGS: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no host of this name",
  EAI_AGAIN: "the name could not be looked up",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the server closed the connection",
  EPIPE: "the server closed the connection",
  ETIMEDOUT: "the server did not answer in time",
  EHOSTUNREACH: "there is no way to the server",
  ENETUNREACH: "there is no way to the server",
  PROTOCOL_CONNECTION_LOST: "the server closed the connection",
  PROTOCOL_UNEXPECTED_PACKET: "the server speaks another protocol than mysql",
  HANDSHAKE_SSL_ERROR: "the connection could not be encrypted",
  HANDSHAKE_NO_SSL_SUPPORT: "the server has no encryption",
  ER_ACCESS_DENIED_ERROR: "the server refused the user name or the password",
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: "the server refused the user name or the password",
  ER_DBACCESS_DENIED_ERROR: "the server does not let this user into the database",
  ER_BAD_DB_ERROR: "the server has no such database",
  // Of ClickHouse.
  "81": "the server has no such database",
  ERR_SSL_WRONG_VERSION_NUMBER: "the server has no encryption",
  EPROTO: "the connection could not be encrypted",
};

/** What is wrong with a certificate. Some clients keep the words of the error, and not its code. */
const CERTIFICATES: readonly (readonly [RegExp, string])[] = [
  [
    /ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate's altnames/,
    "the certificate of the server is for another host",
  ],
  [
    /SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF|CERT_SIGNATURE_FAILURE|self[- ]signed certificate|unable to get (?:local )?issuer certificate|unable to verify the first certificate|certificate signature failure/,
    "the certificate of the server is signed by nobody whom this connection trusts: store the certificates of its issuer with the connection",
  ],
  [/CERT_HAS_EXPIRED|certificate has expired/, "the certificate of the server is over"],
  [/CERT_NOT_YET_VALID|certificate is not yet valid/, "the certificate of the server is not valid yet"],
];

const LOGIN =
  /WRONGPASS|NOAUTH|invalid password|AUTH.*called without|REQUIRED_PASSWORD|WRONG_PASSWORD|UNKNOWN_USER|AUTHENTICATION_FAILED|Authentication failed/i;
/** Codes of ClickHouse about users and passwords. */
const LOGIN_CODES = new Set(["192", "193", "194", "516"]);

/** What an error of a client means, as a clause of a sentence. */
export function serverProblem(error: unknown, kind: string): ServerProblem {
  if (error instanceof ServerProblem) return error;
  const all = causesOf(error);
  for (const { code = "", message } of all) {
    if (LOGIN_CODES.has(code) || LOGIN.test(message))
      return new ServerProblem("the server refused the user name or the password");
    const certificate = CERTIFICATES.find(([pattern]) => pattern.test(`${code} ${message}`));
    if (certificate !== undefined) return new ServerProblem(certificate[1]);
    const meaning = MEANINGS[code];
    if (meaning !== undefined) return new ServerProblem(meaning);
    if (/connect ETIMEDOUT|timed? ?out/i.test(message))
      return new ServerProblem("the server did not answer in time");
    if (/Protocol error|Unknown RESP type|Parse Error|Expected HTTP/i.test(message))
      return new ServerProblem(`the server speaks another protocol than ${kind}`);
  }
  return new ServerProblem(all[0]?.message ?? "the server could not be used");
}

type Cause = { readonly code?: string; readonly message: string };

function causesOf(error: unknown): readonly Cause[] {
  if (!(error instanceof Error)) return [{ message: String(error) }];
  // The client finds no code in the words of an old ClickHouse.
  const code = (error as NodeJS.ErrnoException).code ?? /^Code: (\d+)[.,]/.exec(error.message)?.[1];
  const more =
    error instanceof AggregateError ? error.errors : error.cause === undefined ? [] : [error.cause];
  const own =
    code === undefined ? { message: error.message } : { code: String(code), message: error.message };
  return [own, ...more.flatMap(causesOf)];
}
