import { serveHealth } from "#trpc/serve/routes/serve-health.ts";

export const dynamic = "force-dynamic";

export { serveHealth as GET };
