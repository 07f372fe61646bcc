/** `npm test` and `npm run check`: makes sure of what is needed, then runs the gate, or the gate and every test. */

import { runAsProgram } from "./run-as-program.mjs";
import { bootstrap } from "./setup/bootstrap.mjs";

await runAsProgram(async () => {
  bootstrap();
  const onlyGate = process.argv[2] === "gate";
  if (!onlyGate) {
    // Only now are the packages there, Playwright and a loader for TypeScript among them.
    const { makeSureOfBrowser } = await import("./setup/make-sure-of-browser.mjs");
    await makeSureOfBrowser();
    const { makeSureOfClickhouse } = await import("./setup/make-sure-of-clickhouse.mjs");
    makeSureOfClickhouse();
    const { makeSureOfRedis } = await import("./setup/make-sure-of-redis.mjs");
    makeSureOfRedis();
  }
  const { register } = await import("tsx/esm/api");
  register();
  const { runChecks } = await import("./steps/run-checks.ts");
  return runChecks(onlyGate ? "gate" : "all");
});
