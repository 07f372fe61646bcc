import { mkdir, writeFile } from "node:fs/promises";
import { test } from "@playwright/test";
import { madeFile } from "./made-overfull.ts";
import { makeOverfull } from "./make-overfull.ts";

test("there is far too much of everything", async ({ request }, { project }) => {
  await mkdir(project.outputDir, { recursive: true });
  await writeFile(madeFile(project), JSON.stringify(await makeOverfull(request)));
});
