/** `npm run bench` and `npm run bench:fleet`: the first word says which of them. */
import { runAsProgram } from "../tooling/run-as-program.mjs";

await runAsProgram(async () => {
  const { register } = await import("tsx/esm/api");
  register();
  const { bench } = await import("./bench.ts");
  return bench(process.argv.slice(2));
});
