import { lookup as lookUp } from "node:dns";
import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { type AllowedAddresses, allowedAddresses } from "../connections/clients/allowed-addresses.ts";

/** A receiver has so long to answer. */
const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 64 * 1024;
const PUBLIC_ONLY = allowedAddresses([]);

/** What a try led to. `answer` is for people, and never has the address in it. */
export type SendResult = {
  readonly isSent: boolean;
  readonly answer: string;
  readonly body?: string;
  /** Of an e-mail that some have now: who may take it later. */
  readonly leftTo?: readonly string[];
};

/** Why notices may not go to this address; null where they may. */
export function addressProblem(text: string, allowed: AllowedAddresses): string | null {
  if (!URL.canParse(text)) return "Wanted an address such as https://hooks.example.com/abc.";
  const { protocol, hostname, username } = new URL(text);
  const host = hostOf(hostname);
  if (username !== "") return "Wanted an address without a user name: use a secret instead.";
  if (protocol !== "https:" && protocol !== "http:") return "Wanted an address that begins with https://.";
  if (isIP(host) !== 0 && !allowed.isAllowed(host))
    return "This is a private address: notices go there only where SIGNALBOX_HTTP_ALLOW of the web names it.";
  // An address that is allowed and not public was named by an operator.
  const isNamed = allowed.isHostAllowed(host) || (isIP(host) !== 0 && !PUBLIC_ONLY.isAllowed(host));
  if (protocol === "http:" && !isNamed)
    return "Wanted https://. Plain http is only for hosts that SIGNALBOX_HTTP_ALLOW of the web names.";
  return null;
}

/**
 * Sends JSON once. A name is looked up once, the request goes to the address that was checked; no redirect is followed.
 *
 * @param isBodyAsked whether the body of the answer says something, which is given then, as far as it came. Else its status
 *   decides, whatever becomes of its body: what was taken must not be sent again.
 */
export function postJson(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  allowed: AllowedAddresses,
  isBodyAsked: boolean,
): Promise<SendResult> {
  const problem = addressProblem(url, allowed);
  if (problem !== null) return Promise.resolve({ isSent: false, answer: problem });
  const target = new URL(url);
  const send = target.protocol === "https:" ? requestSecure : requestPlain;
  return new Promise((resolve) => {
    const fail = (answer: string) => resolve({ isSent: false, answer });
    const sent = send(
      target,
      {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "content-length": String(Buffer.byteLength(body)),
          "user-agent": "signalbox",
          "accept-encoding": "identity",
          ...headers,
        },
        lookup: allowedLookup(allowed),
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
      (answer) => {
        const status = answer.statusCode ?? 0;
        const result = { isSent: status >= 200 && status < 300, answer: `status ${status}` };
        const parts: Buffer[] = [];
        let bytes = 0;
        answer.on("data", (part: Buffer) => {
          bytes += part.length;
          if (bytes <= MAX_ANSWER_BYTES) parts.push(part);
          else answer.destroy();
        });
        answer.on("error", (error) => fail(meaningOf(error)));
        answer.on("close", () => resolve({ ...result, body: Buffer.concat(parts).toString("utf8") }));
        if (!isBodyAsked) resolve(result);
      },
    );
    sent.on("error", (error) => fail(meaningOf(error)));
    sent.on("upgrade", (_answer, socket) => socket.destroy());
    sent.on("close", () => fail("the receiver closed the connection without an answer"));
    sent.end(body);
  });
}

function allowedLookup(allowed: AllowedAddresses): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, []);
      const isNamed = allowed.isHostAllowed(hostname);
      const good = isNamed ? found : found.filter(({ address }) => allowed.isAllowed(address));
      const [first] = good;
      if (first === undefined) return callback(new Error(PRIVATE), []);
      if (options.all === true) return callback(null, good);
      return callback(null, first.address, first.family);
    });
  };
}

const PRIVATE = "its name leads to a private address, which SIGNALBOX_HTTP_ALLOW of the web does not name";

const MEANINGS: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no host of this name",
  EAI_AGAIN: "the name could not be looked up",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the receiver closed the connection",
  ABORT_ERR: "the receiver did not answer in time",
};

/** The library's own text may have the address in it, so it is not kept. */
function meaningOf(error: NodeJS.ErrnoException): string {
  if (error.message === PRIVATE) return PRIVATE;
  if (error.name === "AbortError" || error.name === "TimeoutError") return MEANINGS.ABORT_ERR ?? "";
  return MEANINGS[error.code ?? ""] ?? `the request failed (${error.code ?? error.name})`;
}

function hostOf(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}
