import { serveGraphSchema } from "#trpc/serve/routes/serve-graph-schema.ts";

export const dynamic = "force-dynamic";

export { serveGraphSchema as GET };
