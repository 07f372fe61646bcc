import { expect, test } from "vitest";
import { rulesDocument } from "#engine/rules/rules-document.ts";

test("docs/rules.md explains each rule of check as the table of the engine does", async () => {
  // After a change of the table: npx vitest run --project unit server/tooling/documents/rules-document.test.ts -u
  await expect(rulesDocument()).toMatchFileSnapshot("../../../docs/rules.md");
});
