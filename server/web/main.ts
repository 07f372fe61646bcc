import { createServer, type RequestListener, type Server } from "node:http";
import { join } from "node:path";
import next from "next";
import { listenProblem } from "#platform/addresses/listen-problem.ts";
import { EnvProblem, readEnv } from "#platform/env.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { timeAnswers } from "#platform/request-watch.ts";
import { answerBuiltFiles } from "./answer-built-files.ts";
import { TrustedProxies } from "./client-address.ts";
import { listenOnPort, listenOnSocket, portServer } from "./listen.ts";

/** What is under way may end; streams never do, and their clients reconnect by themselves. */
const MAX_CLOSING_MS = 1_000;

/** The web process: pages and API by Next, on the port and on the socket in the data directory. */
try {
  const env = readEnv();
  const problem = listenProblem(env);
  if (problem !== null) throw new EnvProblem([problem]);
  // Next needs a server of its own here: `next start` cannot listen on a socket, knows no certificates, and believes
  // what a request says of its sender.
  const isDevelopment = process.env.NODE_ENV === "development";
  const byNext: RequestListener = (request, response) => void handle(request, response);
  const answer = timeAnswers(
    isDevelopment ? byNext : await answerBuiltFiles(join(PROJECT_ROOT, ".next", "static"), byNext),
  );
  const onPort = await portServer(answer, {
    tls: env.tls ?? null,
    proxies: new TrustedProxies(env.trustedProxies),
  });
  const app = next({
    dev: isDevelopment,
    dir: PROJECT_ROOT,
    hostname: env.listen,
    port: env.port,
    // Next takes the WebSockets of this server. In development pages come alive by one. A built page has none, and Next
    // would leave such a connection open for ever: so it gets a server that nobody reaches.
    httpServer: isDevelopment ? onPort : createServer(),
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  const onSocket = await listenOnSocket(answer, env.dataDir);
  await listenOnPort(onPort, { host: env.listen, port: env.port });
  const servers = [onSocket, onPort];
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => close(servers));
} catch (error) {
  process.stderr.write(
    `${error instanceof EnvProblem ? error.message : ((error as Error).stack ?? String(error))}\n`,
  );
  process.exit(1);
}

function close(servers: readonly Server[]): void {
  setTimeout(() => process.exit(), MAX_CLOSING_MS).unref();
  const closed = servers.map((server) => {
    server.closeIdleConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  void Promise.all(closed).then(() => process.exit());
}
