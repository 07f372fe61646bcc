/** `npm start` and `npm run dev`: checks that everything needed is installed, then runs the whole product. */

import { runAsProgram } from "../tooling/run-as-program.mjs";
import { bootstrap } from "../tooling/setup/bootstrap.mjs";

await runAsProgram(async () => {
  bootstrap();
  // Only from here on TypeScript can be loaded.
  const { register } = await import("tsx/esm/api");
  register();
  const { runProduct } = await import("./main.ts");
  return runProduct(process.argv[2] === "dev" ? "dev" : "start");
});
