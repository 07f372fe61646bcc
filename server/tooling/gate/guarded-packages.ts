/** Packages that reach the outside world, and the areas that may: all SQL is in one place. */
export const GUARDED_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "drizzle-orm": ["server/repos/", "server/platform/", "drizzle/", "server/testing/", "server/tooling/"],
  mysql2: [
    "server/repos/",
    // Servers of people, by their connections. The database of the product is reached in repos only.
    "server/services/connections/clients/",
    "server/platform/",
    "server/supervisor/",
    "server/testing/",
    "server/faults/",
    "server/tooling/",
  ],
  // The runner is the only area that starts scripts; the others start the product's own processes.
  "node:child_process": [
    "server/runner/",
    "server/platform/",
    "server/supervisor/",
    "server/tooling/",
    "server/testing/",
    "server/bench/",
    "server/faults/",
  ],
};
