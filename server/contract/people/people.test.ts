import { expect, test } from "vitest";
import { addPersonInput, createTokenInput, saveAccountInput } from "./people.ts";

const REFUSED = ["a\u202Eb", "a\u2066b", "a\u200Fb", "a\nb", "a\u2028b", "a\u0085b"];
const TAKEN = ["Zoë", "דנה", "ليلى", "王小明", "👩‍🔧 on call", "O'Brien-Núñez"];

test("a name of a person or a token cannot turn text around or break the line, and may be in any script", () => {
  const token = (name: string) => createTokenInput.safeParse({ name, acts: ["read"] });
  const account = (name: string) => saveAccountInput.safeParse({ name, email: null });
  const person = (name: string) => addPersonInput.safeParse({ name, email: null });
  for (const isTaken of [token, account, person]) {
    for (const name of REFUSED) expect(isTaken(name).success, JSON.stringify(name)).toBe(false);
    for (const name of TAKEN) expect(isTaken(name).success, name).toBe(true);
  }
});
