/** `npm run bench`: how fast pipelines run, beside a plain loop that spawns the same scripts. */
import { runAsProgram } from "../tooling/run-as-program.mjs";

await runAsProgram(async () => {
  const { register } = await import("tsx/esm/api");
  register();
  const { bench } = await import("./bench.ts");
  return bench(process.argv.slice(2));
});
