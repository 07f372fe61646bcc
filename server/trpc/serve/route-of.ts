import { ROUTE_NEEDS } from "./route-needs.ts";

/** The routes without a name in them are tried first: `/settings/people` is no `/settings/[name]`. */
const ROUTES = Object.keys(ROUTE_NEEDS)
  .sort((one, other) => one.split("[").length - other.split("[").length)
  .map((route) => ({ route, pattern: new RegExp(`^${route.replace(/\[\w+\]/g, "[^/]+")}$`) }));

/** The route that answers a path, as its folder in app/ is called; `/_next` for files, and `(other)` for what nobody knows. */
export function routeOf(path: string): string {
  if (path.startsWith("/_next/")) return "/_next";
  return ROUTES.find(({ pattern }) => pattern.test(path))?.route ?? "(other)";
}
