import { NextRequest } from "next/server";
import { answerPeer } from "#platform/addresses/peer.ts";
import type { Database } from "#platform/database/db.ts";
import { openLog } from "#platform/log.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { RefusedCalls } from "#services/audit/refused-calls.ts";
import { metricsOf } from "#services/metrics/web-metrics.ts";
import { PipelineFeeds } from "#services/watch/pipeline-feeds.ts";
import { proxy } from "../../proxy.ts";
import type { Side } from "./inputs-for-test.ts";
import { ROUTE_NEEDS } from "./serve/route-needs.ts";
import { routeOf } from "./serve/route-of.ts";
import { serveApi } from "./serve/routes/serve-api.ts";
import { serveAudit } from "./serve/routes/serve-audit.ts";
import { serveCallback } from "./serve/routes/serve-callback.ts";
import { serveEvents } from "./serve/routes/serve-events.ts";
import { serveGraphSchema } from "./serve/routes/serve-graph-schema.ts";
import { serveHealth } from "./serve/routes/serve-health.ts";
import { serveHook } from "./serve/routes/serve-hook.ts";
import { serveMetrics } from "./serve/routes/serve-metrics.ts";
import { serveProviderCallback } from "./serve/routes/serve-provider-callback.ts";
import { serveRawLog } from "./serve/routes/serve-raw-log.ts";
import { serveRunnerCall } from "./serve/routes/serve-runner-call.ts";
import { serveStream } from "./serve/routes/serve-stream.ts";

const HOST = "127.0.0.1:3000";

/** What a browser or a program shows: the cookie of a session, or a token; nothing for nobody. */
export type Shown = { readonly cookie?: string; readonly token?: string };
type Route = (side: Side, shown: Shown) => Response | Promise<Response>;

function requestOf(path: string, { cookie, token }: Shown, body?: string): NextRequest {
  return new NextRequest(`http://${HOST}${path}`, {
    headers: {
      host: HOST,
      "sec-fetch-site": "same-origin",
      ...(cookie !== undefined && { cookie: `signalbox-3000=${cookie}` }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { method: "POST", body }),
  });
}

/** Every page: whoever is no person is led to the sign-in page, before anything of it is read. */
const PAGES = Object.entries(ROUTE_NEEDS)
  .filter(([, need]) => need === "person")
  .map(([route]): [string, Route] => [
    route,
    ({ graph, schedule, pipeline }, shown) => {
      const name = route.startsWith("/schedules") ? schedule : graph;
      const path = route
        .replace("[name]", name)
        .replace("[id]", String(pipeline))
        .replace("[other]", String(pipeline));
      return proxy(requestOf(path, shown));
    },
  ]);

/** One request to each route, about one side. */
export const ROUTE_CALLS: Readonly<Record<string, Route>> = {
  ...Object.fromEntries(PAGES),
  "/sign-in": (_side, shown) => proxy(requestOf("/sign-in", shown)),
  "/welcome": (_side, shown) => proxy(requestOf("/welcome", shown)),
  "/api/trpc/[trpc]": ({ graph }, shown) => {
    const input = encodeURIComponent(JSON.stringify({ name: graph }));
    return serveApi(requestOf(`/api/trpc/graphs.show?input=${input}`, shown));
  },
  "/api/audit": (_side, shown) => serveAudit(requestOf("/api/audit", shown)),
  "/api/events": (_side, shown) => serveEvents(requestOf("/api/events", shown)),
  "/api/logs/[pipeline]/[vertex]/[attempt]": ({ pipeline }, shown) =>
    serveRawLog(requestOf("/", shown), { pipeline: String(pipeline), vertex: "B", attempt: "1" }),
  "/api/callbacks/[address]": ({ pipeline }, shown) =>
    serveCallback(requestOf("/", shown, "{}"), `${pipeline}-1-1-none`),
  "/api/oidc/callback": (_side, shown) =>
    serveProviderCallback(requestOf("/api/oidc/callback?code=x", shown)),
  "/api/runner/[call]": (_side, shown) => serveRunnerCall(requestOf("/", shown, "{}"), "heartbeat"),
  "/api/streams/[name]": ({ stream }, shown) => serveStream(requestOf("/", shown, '{"a":1}'), stream),
  "/api/hooks/[name]": ({ trigger }, shown) => serveHook(requestOf("/", shown, "{}"), trigger),
  "/api/graph-schema": () => serveGraphSchema(),
  "/api/health": () => serveHealth(),
  "/metrics": (_side, shown) => serveMetrics(requestOf("/metrics", shown)),
};

/** Makes a database that of the web process, while `work` runs, as of requests from this machine. */
export async function asWebProcess<Result>(database: Database, work: () => Promise<Result>): Promise<Result> {
  const place = globalThis as typeof globalThis & { signalboxWeb?: unknown };
  const before = place.signalboxWeb;
  place.signalboxWeb = {
    database,
    feeds: new PipelineFeeds(database),
    warnings: new RepeatedWarnings(openLog("test", "silent")),
    refusedCalls: new RefusedCalls(database, () => undefined),
    provider: null,
    metrics: metricsOf(database, routeOf),
    secrets: async () => secretBox(Buffer.alloc(32)),
    httpAllow: [],
  };
  try {
    return await answerPeer({ by: "network", address: "127.0.0.1", isEncrypted: false }, work);
  } finally {
    place.signalboxWeb = before;
  }
}
