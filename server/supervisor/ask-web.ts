import { request } from "node:http";
import { socketPathFor } from "#platform/addresses/socket-path.ts";
import { WEB_SOCKET } from "#platform/addresses/web-socket.ts";

/** The first call of `next dev` compiles before it is answered. */
const ANSWER_MS = 120_000;

/**
 * Asks the web process at the socket in its data directory.
 *
 * @param body sent as JSON with POST; absent: GET.
 * @throws Error where nothing answers in time.
 */
export function askWeb(
  dataDir: string,
  path: string,
  { body, signal }: { body?: object; signal?: AbortSignal } = {},
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({
      socketPath: socketPathFor(dataDir, WEB_SOCKET),
      path,
      method: body === undefined ? "GET" : "POST",
      headers: { host: "localhost", connection: "close" },
      signal: AbortSignal.any([AbortSignal.timeout(ANSWER_MS), ...(signal === undefined ? [] : [signal])]),
    });
    sent.on("error", reject);
    sent.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      response.on("error", reject);
    });
    const json = body === undefined ? undefined : JSON.stringify(body);
    if (json !== undefined) {
      sent.setHeader("content-type", "application/json");
      sent.setHeader("content-length", Buffer.byteLength(json));
    }
    sent.end(json);
  });
}
