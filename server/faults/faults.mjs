/** `npm run faults`: the worst that can happen to real processes, and whether every promise held. */
import { runAsProgram } from "../tooling/run-as-program.mjs";

await runAsProgram(async () => {
  process.env["NODE_ENV"] = "test"; // What lets a fault end a process at a named point.
  const { register } = await import("tsx/esm/api");
  register();
  const { faults } = await import("./faults.ts");
  return faults(process.argv.slice(2));
});
