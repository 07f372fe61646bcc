/** `npm run simulate`: pipelines in a simulated world of runners, a store and a clock. */
import { runAsProgram } from "../tooling/run-as-program.mjs";

await runAsProgram(async () => {
  const { register } = await import("tsx/esm/api");
  register();
  const { simulate } = await import("./simulate.ts");
  return simulate(process.argv.slice(2));
});
