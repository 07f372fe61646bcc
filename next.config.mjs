import { ANSWER_HEADERS } from "./server/web/answer-headers.mjs";

/** @type {import("next").NextConfig} */
const config = {
  // The gate (npm run check) proves the types; doing it again here would cost every start seconds.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // These open sockets or threads of their own, and must be one and the same for the whole process.
  serverExternalPackages: ["mysql2", "pino", "@node-rs/argon2", "prom-client"],
  experimental: {
    // A build is made once for each state of the source: what a cache would save is less than what it costs to write.
    turbopackFileSystemCacheForBuild: false,
    // The server's code stays readable: a stack in its log names functions as the source does. To make it short took a third
    // of the build and saved no time of a page.
    turbopackMinify: { server: false },
    // Nothing reads the maps of a build.
    turbopackSourceMaps: process.env.NODE_ENV !== "production",
  },
  // Next would write files of its own into the checkout in development.
  agentRules: false,
  headers: async () => [{ source: "/:path*", headers: ANSWER_HEADERS }],
};

export default config;
