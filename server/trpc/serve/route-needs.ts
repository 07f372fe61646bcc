/**
 * What a route of the web needs. `person`: a session, else it leads to the sign-in page. `procedure`: each procedure
 * says it itself. `read`, `launch`, `administer`: somebody who may do that; `read all`: who may read all graphs.
 * `read many`: it shows what somebody may read. `begun sign-in`: the cookie of one, else it leads to the sign-in page.
 * `secret`: the secret of what it is about. `runner`: the token of a runner. `nobody`: it shows nothing that is secret.
 */
export type RouteNeed =
  | "person"
  | "procedure"
  | "read"
  | "read all"
  | "read many"
  | "administer"
  | "launch"
  | "signed address"
  | "begun sign-in"
  | "secret"
  | "runner"
  | "nobody";

/** Every page and route, as its folder in app/ is called. A test compares them. */
export const ROUTE_NEEDS: Readonly<Record<string, RouteNeed>> = {
  "/": "person",
  "/device": "person",
  "/graphs": "person",
  "/graphs/[name]": "person",
  "/graphs/[name]/diff": "person",
  "/graphs/[name]/history": "person",
  "/graphs/[name]/revisions": "person",
  "/inbox": "person",
  "/pipelines": "person",
  "/pipelines/[id]": "person",
  "/pipelines/[id]/compare/[other]": "person",
  "/pipelines/[id]/logs": "person",
  "/runners": "person",
  "/schedules": "person",
  "/schedules/[name]": "person",
  "/settings": "person",
  "/settings/account": "person",
  "/settings/audit": "person",
  "/settings/checkers": "person",
  "/settings/connections": "person",
  "/settings/folders": "person",
  "/settings/groups": "person",
  "/settings/notices": "person",
  "/settings/notices/[name]": "person",
  "/settings/retention": "person",
  "/settings/people": "person",
  "/settings/tokens": "person",
  "/statistics": "person",
  "/sign-in": "nobody",
  "/streams": "person",
  "/streams/[name]": "person",
  "/triggers": "person",
  "/triggers/[name]": "person",
  "/welcome": "nobody",
  "/api/trpc/[trpc]": "procedure",
  "/api/audit": "administer",
  "/api/events": "read many",
  "/api/logs/[pipeline]/[vertex]/[attempt]": "read",
  "/api/callbacks/[address]": "signed address",
  "/api/oidc/callback": "begun sign-in",
  "/api/runner/[call]": "runner",
  "/api/streams/[name]": "launch",
  "/api/hooks/[name]": "secret",
  "/api/graph-schema": "nobody",
  "/api/health": "nobody",
  "/metrics": "read all",
};

/** Whether a path leads to a page for which somebody must be signed in. A path that nobody knows does, too. */
export function isForPeople(path: string): boolean {
  const isFile = path === "/icon.svg" || path.startsWith("/_next/") || path.startsWith("/__nextjs");
  const need = ROUTE_NEEDS[path] ?? "person";
  return !isFile && !path.startsWith("/api/") && need === "person";
}
