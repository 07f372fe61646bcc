import { execFileSync } from "node:child_process";
import { defineConfig, devices } from "@playwright/test";
import { signedInFile } from "./e2e/sign-in-once.ts";
import { browserProgram, TEST_BROWSER } from "./server/tooling/setup/browser-program.mjs";

/** A free port below those that the system gives to outgoing connections: one of them could take it meanwhile. */
const FREE_PORT = `(function look() {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const server = require("node:net").createServer().on("error", look);
  server.listen(port, "127.0.0.1", () => { console.log(port); server.close(); });
})()`;

/** Playwright reads this file again in each of its processes: what is chosen once travels to them in the environment. */
process.env["SIGNALBOX_E2E_PORT"] ??= execFileSync(process.execPath, ["-e", FREE_PORT], {
  encoding: "utf8",
}).trim();
const port = process.env["SIGNALBOX_E2E_PORT"];
const baseURL = `http://127.0.0.1:${port}`;

const CHROMIUM = {
  ...devices["Desktop Chrome"],
  launchOptions: { executablePath: browserProgram() ?? undefined, args: TEST_BROWSER },
};
const HEAVY = /\/(long-log|overfull)\.spec\.ts$/;
const MADE_ONCE = /make-overfull\.spec\.ts$/;

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/sign-in-once.ts",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: process.env["CI"] !== undefined,
  // A browser test waits for the product most of the time.
  workers: 3,
  // Limits for what hangs, not for what is slow: the machine may be busy with other work.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL,
    storageState: signedInFile(port),
    screenshot: "only-on-failure",
    // Without a GPU each frame of an animation is drawn by the processor. A trace is had by `--trace on`.
    contextOptions: { reducedMotion: "reduce" },
  },
  projects: [
    { name: "chromium", testIgnore: [HEAVY, MADE_ONCE], use: CHROMIUM },
    // After the others: what takes both cores, or fills every list, would otherwise disturb the tests beside it.
    { name: "made-once", testMatch: MADE_ONCE, dependencies: ["chromium"], use: CHROMIUM },
    { name: "heavy", testMatch: HEAVY, dependencies: ["made-once"], use: CHROMIUM },
  ],
  webServer: {
    command: "exec node server/testing/throwaway-product.mjs",
    // The part of the link behind "#" goes into the environment, for the global setup.
    wait: { stdout: /Sign in: \S+#(?<signalbox_e2e_link>\S+)/ },
    env: { PORT: port },
    reuseExistingServer: false,
    stdout: "pipe",
    stderr: "pipe",
    timeout: 600_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
  },
});
