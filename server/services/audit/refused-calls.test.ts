import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { RefusedCalls } from "./refused-calls.ts";

const { database } = await startTestSystem();

const callFrom = (address: string, name: string) => ({
  source: { who: "nobody", id: null, name: "", address, device: "" } as const,
  act: "signIn.byPassword",
  object: { kind: "person", name } as const,
  code: "not-signed-in" as const,
  text: "no",
});

async function entries(): Promise<{ act: string; address: string }[]> {
  const [rows] = await database.pool.query("SELECT act, address FROM audit_entry ORDER BY id");
  return rows as { act: string; address: string }[];
}

test("all addresses of an IPv6 network are one source: what it fills leaves room for others", async () => {
  const refused = new RefusedCalls(database, (error) => {
    throw error;
  });
  for (let number = 1; number <= 330; number += 1)
    await refused.add(callFrom(`2001:db8:1:2::${number}`, `made up ${number}`));
  const written = await entries();
  expect(written).toHaveLength(31);
  expect(written.at(-1)).toMatchObject({ act: "many" });
  await refused.add(callFrom("10.0.0.1", "ann"));
  expect((await entries()).at(-1)).toEqual({ act: "signIn.byPassword", address: "10.0.0.1" });
  await refused.flush();
});
