/** `npm start` and `npm run dev`: makes sure of what is needed, then runs the whole product. */

import { runAsProgram } from "../tooling/run-as-program.mjs";
import { bootstrap } from "../tooling/setup/bootstrap.mjs";

await runAsProgram(async () => {
  bootstrap();
  // Only now is there a loader for TypeScript.
  const { register } = await import("tsx/esm/api");
  register();
  const { runProduct } = await import("./main.ts");
  return runProduct(process.argv[2] === "dev" ? "dev" : "start");
});
