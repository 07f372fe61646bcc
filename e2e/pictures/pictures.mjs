/** `npm run pictures`: makes the pictures of docs/pictures again, from a product that it starts and ends. */
import { runAsProgram } from "../../server/tooling/run-as-program.mjs";
import { makeSureOfBrowser } from "../../server/tooling/setup/make-sure-of-browser.mjs";

await runAsProgram(async () => {
  await makeSureOfBrowser();
  const { register } = await import("tsx/esm/api");
  register();
  const { makePictures } = await import("./pictures.ts");
  return makePictures();
});
