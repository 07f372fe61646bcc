import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { RunnerMetricsSettings } from "#platform/addresses/runner-metrics-settings.ts";
import { bearerToken } from "#platform/bearer-token.ts";
import type { Logger } from "#platform/log.ts";
import { isLoopbackName } from "#platform/loopback.ts";
import type { RunnerMetrics } from "./runner-metrics.ts";

/** A reader sends no body, and a line or two. */
const MAX_HEADER_BYTES = 8_192;
const MAX_REQUEST_MS = 10_000;

/**
 * Gives the metrics of this runner at `GET /metrics`. A port that is taken is told in the log; the runner goes on.
 *
 * @returns a function that ends it.
 */
export function serveRunnerMetrics(
  metrics: RunnerMetrics,
  { host, port, token }: RunnerMetricsSettings,
  log: Logger,
): () => Promise<void> {
  const server = createServer(
    { maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: MAX_REQUEST_MS, headersTimeout: MAX_REQUEST_MS },
    (request, response) => {
      answer(metrics, token, request, response).catch((error: unknown) => {
        log.error({ err: error }, "reading the metrics broke");
        response.destroy();
      });
    },
  );
  server.on("error", (error: NodeJS.ErrnoException) => {
    log.error(
      { host, port, code: error.code },
      "this runner gives no metrics: it cannot listen at SIGNALBOX_RUNNER_METRICS",
    );
  });
  server.listen(port, host, () => log.info({ host, port }, "gives metrics"));
  // It keeps no process alive that has nothing else to do.
  server.unref();
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}

async function answer(
  metrics: RunnerMetrics,
  token: string | null,
  { method = "", url = "", headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const say = (status: number, text: string, more: Readonly<Record<string, string>> = {}) => {
    response.writeHead(status, {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      ...more,
    });
    response.end(method === "HEAD" ? undefined : text);
  };
  if (token !== null && !isShown(token, headers.authorization))
    return say(401, "Wanted the token of SIGNALBOX_RUNNER_METRICS_TOKEN as a bearer token.\n", {
      "www-authenticate": "Bearer",
    });
  // A page of another site may have given its own name the address of this machine.
  if (token === null && !isLoopbackName(hostOf(headers.host)))
    return say(403, "Wanted an address of this machine.\n");
  if (url.split("?", 1)[0] !== "/metrics") return say(404, "The metrics are at /metrics.\n");
  if (method !== "GET" && method !== "HEAD") return say(405, "Wanted GET.\n", { allow: "GET, HEAD" });
  say(200, await metrics.text(), { "content-type": metrics.registry.contentType });
}

function hostOf(host = ""): string {
  return host.replace(/:\d+$/, "");
}

/** Digests are compared, so that the time tells nothing of the token. */
function isShown(token: string, authorization: string | undefined): boolean {
  const shown = bearerToken(authorization);
  return shown !== null && timingSafeEqual(digestOf(shown), digestOf(token));
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
