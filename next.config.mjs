/** @type {import("next").NextConfig} */
const config = {
  // The gate (npm run check) proves the types; doing it again here would cost every start seconds.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // These open sockets or threads of their own, and must be one and the same for the whole process.
  serverExternalPackages: ["mysql2", "pino"],
  // Next would write files of its own into the checkout in development.
  agentRules: false,
};

export default config;
