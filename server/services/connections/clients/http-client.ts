import { type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP } from "node:net";
import type { ResolvedConnection } from "#contract/flow/connections.ts";
import { readAddress } from "#engine/model/connection.ts";
import type { AllowedAddresses } from "./allowed-addresses.ts";
import { checkedHost } from "./checked-host.ts";
import { inTime } from "./in-time.ts";
import { ServerProblem, serverProblem } from "./server-problem.ts";

export type HttpAsked = {
  readonly method: "GET" | "POST";
  /** Behind the address of the connection. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly timeoutMs: number;
  /** Ends the request, and the reading of its answer. */
  readonly signal?: AbortSignal;
};

const ENDED = "the request was ended";

/**
 * Sends one request to the server of a connection, with its user name and password, or with its token as a bearer.
 *
 * @returns the answer, whatever its status is; its body is to be read or destroyed.
 * @throws ServerProblem
 */
export async function askHttp(
  { address: text, username, secret, ca }: ResolvedConnection,
  allowed: AllowedAddresses,
  { method, path, headers, body, timeoutMs, signal }: HttpAsked,
): Promise<IncomingMessage> {
  const read = readAddress("http", text);
  if ("problem" in read) throw new ServerProblem(read.problem);
  const { host, port, path: base, isEncrypted } = read.address;
  const address = await inTime(timeoutMs, checkedHost(host, allowed));
  if (signal?.aborted) throw new ServerProblem(ENDED);
  const send = isEncrypted ? requestSecure : requestPlain;
  const login =
    secret === null
      ? {}
      : username === null
        ? { authorization: `Bearer ${secret.value}` }
        : { authorization: `Basic ${Buffer.from(`${username}:${secret.value}`).toString("base64")}` };
  try {
    return await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = send(
        {
          method,
          host: address,
          port,
          path: `/${[base, path.replace(/^\/+/, "")].filter((part) => part !== "").join("/")}`,
          headers: {
            host: host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`,
            "user-agent": "signalbox",
            "accept-encoding": "identity",
            ...headers,
            ...login,
            ...(body !== undefined && { "content-length": String(Buffer.byteLength(body)) }),
          },
          ...(isEncrypted && isIP(host) === 0 && { servername: host }),
          ...(isEncrypted && ca !== null && { ca }),
          agent: false,
          signal: AbortSignal.timeout(timeoutMs),
        },
        resolve,
      );
      sent.on("error", reject);
      const end = () => sent.destroy(new Error(ENDED));
      signal?.addEventListener("abort", end, { once: true });
      // The signal is that of many requests.
      sent.on("close", () => signal?.removeEventListener("abort", end));
      sent.end(body);
    });
  } catch (error) {
    throw serverProblem(error, "http");
  }
}
