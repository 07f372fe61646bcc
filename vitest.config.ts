import { availableParallelism } from "node:os";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { browserProgram, TEST_BROWSER } from "./server/tooling/setup/browser-program.mjs";

/** Areas without input and output: their tests need no database. */
const PURE_TESTS = [
  "server/engine/**/*.test.ts",
  "server/contract/**/*.test.ts",
  "server/client/{log,triggers}/**/*.test.ts",
  "server/bench/{report,system}/**/*.test.ts",
  "components/**/*.test.{ts,tsx}",
  "proxy.test.ts",
  "server/tooling/documents/**/*.test.ts",
];
/** Components that are drawn in a real browser. */
const BROWSER_TESTS = ["components/**/*.browser.test.tsx"];

/** Tests that count the work of pure code: each needs a process in which nothing has run before. */
const WORK_TESTS = ["{server,components}/**/*-work.test.ts"];

/** A limit for what hangs, not for what is slow: the machine may be busy with other work. */
const MAX_TEST_MS = 90_000;
/** How long a component test waits for one state. It is a limit of the same kind. */
const MAX_WAIT_MS = 30_000;
/** How long a browser may take until its first page is there: all packages are bundled before. */
const MAX_START_MS = 300_000;

/** Component tests wait for their page a part of the time. With two pages, a fifth of two cores was idle. */
const PAGES_AT_ONCE = availableParallelism() + 1;

export default defineConfig({
  test: {
    // Vitest leaves one core to itself. Here it has nothing to do meanwhile, and on two cores that is half of the machine.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          name: "unit",
          include: PURE_TESTS,
          exclude: [...BROWSER_TESTS, ...WORK_TESTS],
          // Pure code keeps nothing that another file could see. To import it anew for each file took half of the time.
          isolate: false,
          testTimeout: MAX_TEST_MS,
        },
      },
      { test: { name: "work", include: WORK_TESTS, testTimeout: MAX_TEST_MS } },
      {
        // Packages are bundled anew before the first test: one that is found later would load the page again.
        optimizeDeps: { force: true, entries: BROWSER_TESTS, include: ["vitest-browser-react"] },
        test: {
          name: "components",
          include: BROWSER_TESTS,
          setupFiles: ["components/theme/browser-test-setup.ts"],
          // To load all modules anew for each file took a quarter of the time. The file above resets the page.
          isolate: false,
          // The number of workers above does not count for browsers: on two cores they would draw in one page.
          maxWorkers: PAGES_AT_ONCE,
          testTimeout: MAX_TEST_MS,
          hookTimeout: MAX_TEST_MS,
          expect: { poll: { timeout: MAX_WAIT_MS } },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            connectTimeout: MAX_START_MS,
            provider: playwright({
              launchOptions: { executablePath: browserProgram() ?? undefined, args: TEST_BROWSER },
            }),
            instances: [{ browser: "chromium", viewport: { width: 1280, height: 800 } }],
          },
        },
      },
      {
        test: {
          name: "integration",
          include: ["server/**/*.test.ts", "drizzle/**/*.test.ts"],
          exclude: [...PURE_TESTS, ...WORK_TESTS],
          globalSetup: ["server/testing/global-setup.ts"],
          // To import the server anew for each file took a third of the time. What a process keeps of a database is found
          // by ids, which differ from file to file: see createTestDatabase.
          isolate: false,
          testTimeout: MAX_TEST_MS,
          hookTimeout: MAX_TEST_MS,
        },
      },
    ],
  },
});
