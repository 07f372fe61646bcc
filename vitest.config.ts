import { defineConfig } from "vitest/config";

/** Areas without input and output: their tests need no database. */
const PURE_TESTS = [
  "server/engine/**/*.test.ts",
  "server/contract/**/*.test.ts",
  "components/**/*.test.{ts,tsx}",
  "proxy.test.ts",
  "server/tooling/documents/**/*.test.ts",
];

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: PURE_TESTS, testTimeout: 30_000 } },
      {
        test: {
          name: "integration",
          include: ["server/**/*.test.ts", "drizzle/**/*.test.ts"],
          exclude: PURE_TESTS,
          globalSetup: ["server/testing/global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
