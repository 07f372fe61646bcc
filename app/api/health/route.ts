import { serveHealth } from "#trpc/serve/serve.ts";

export const dynamic = "force-dynamic";

export { serveHealth as GET };
