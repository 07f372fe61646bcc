import { expect, test } from "vitest";
import { askForRole } from "./who-can-give.ts";

test("whom to ask for a role: some names, and how many more there are", () => {
  const asked = (...names: string[]) => askForRole({ names: names.slice(0, 3), count: names.length });
  expect(asked()).toMatch(/^The command line on the server's machine/);
  expect(asked("ann")).toBe("Ask ann: they can give it under Settings, Folders.");
  expect(asked("ann", "bob")).toMatch(/^Ask ann or bob:/);
  expect(asked("ann", "bob", "cas", "dan", "eve")).toMatch(/^Ask ann, bob, cas or 2 more:/);
});
