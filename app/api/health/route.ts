import { serveHealth } from "#trpc/serve/serve-health.ts";

export const dynamic = "force-dynamic";

export { serveHealth as GET };
