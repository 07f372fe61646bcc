/** `npm run faults`: injects faults into real processes, and reports whether every promise held. */
import { runAsProgram } from "../tooling/run-as-program.mjs";

await runAsProgram(async () => {
  process.env["NODE_ENV"] = "test"; // Enables failpoints, at which a fault ends a process.
  const { register } = await import("tsx/esm/api");
  register();
  const { faults } = await import("./faults.ts");
  return faults(process.argv.slice(2));
});
