/** `npm run build`: builds the web and the programs now; `npm start` does the same by itself when they are stale. */
import { runAsProgram } from "./run-as-program.mjs";
import { tell } from "./setup/run-visibly.mjs";

await runAsProgram(async () => {
  const { register } = await import("tsx/esm/api");
  register();
  const { buildWhatIsStale } = await import("./build/build-what-is-stale.ts");
  await buildWhatIsStale(tell);
  return 0;
});
