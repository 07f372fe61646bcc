import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonFrom } from "#engine/json/json.ts";
import type { AttemptOutcome } from "#engine/plan/pipeline-now.ts";
import { withoutSecrets } from "./secrets-kept-out.ts";

const SECRETS = [
  { name: "api-token", value: "p@ss 'w0rd' \"q\"" },
  { name: "db-password", value: "postgres" },
];

const succeeded = (outputs: object): AttemptOutcome => ({
  to: "succeeded",
  next: null,
  outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, jsonFrom(value)])),
  exit: 0,
});

test.each([
  ["a text", "url", "jdbc:postgres://db", "its output url holds the secret db-password"],
  ["a JSON value", "body", { user: [{ name: "postgres" }] }, "its output body holds the secret db-password"],
  ["a key of a JSON value", "body", { postgres: 1 }, "its output body holds the secret db-password"],
  [
    "a text of JSON",
    "body",
    JSON.stringify({ p: SECRETS[0]?.value }),
    "its output body holds the secret api-token",
  ],
  [
    "base64",
    "auth",
    Buffer.from("u:postgres").toString("base64"),
    "its output auth holds the secret db-pass",
  ],
  ["the name of an output", "postgres", "1", "the name of one of its outputs holds the secret db-password"],
])("an output that holds a secret in %s fails its track, which is not retried", (_, name, value, why) => {
  const outcome = withoutSecrets(succeeded({ [name]: value }), SECRETS, {});
  expect(outcome).toMatchObject({ to: "failed", exit: 0, reason: expect.stringContaining(why) });
  expect(outcome).not.toHaveProperty("random");
  expect(JSON.stringify(outcome)).not.toContain("postgres");
});

test("a number that holds the digits of a secret fails its track; other numbers do not", () => {
  const secrets = [{ name: "pin", value: "123456" }];
  expect(withoutSecrets(succeeded({ n: 91_234_567 }), secrets, {}).to).toBe("failed");
  expect(withoutSecrets(succeeded({ n: 12_345 }), secrets, {}).to).toBe("succeeded");
});

test("names and defaults of outputs that the graph declares are no secrets, nor are the frames of keys", () => {
  const declared = { postgres: { type: "string" }, url: { type: "string", default: "postgres" } } as const;
  const open = succeeded({ postgres: "1", url: "postgres" });
  expect(withoutSecrets(open, SECRETS, declared)).toEqual(open);
  const key = [
    { name: "key", value: "-----BEGIN CERTIFICATE-----\nMIIEvQIBADAN\n-----END CERTIFICATE-----" },
  ];
  const other = succeeded({ ca: "-----BEGIN CERTIFICATE-----\nAAAAB3NzaC1y\n-----END CERTIFICATE-----" });
  expect(withoutSecrets(other, key, {})).toEqual(other);
});

test("the outputs of a failed attempt that hold a secret are not kept, its reason says so, and is masked", () => {
  const failed: AttemptOutcome = {
    to: "failed",
    reason: "exit 3: postgres",
    random: 0.5,
    outputs: { a: "postgres" },
  };
  expect(withoutSecrets(failed, SECRETS, {})).toEqual({
    to: "failed",
    reason: "exit 3: ***; its outputs are not kept, because its output a holds the secret db-password",
    random: 0.5,
  });
});

test("whatever the outputs are, they are kept unchanged or the track fails: no other outputs are made", () => {
  const piece = fc.oneof(
    fc.constantFrom("postgres", "post", "gres", "***", '"'),
    fc.string({ maxLength: 5 }),
  );
  const text = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text), fc.dictionary(text, text))), (outputs) => {
      const outcome = withoutSecrets(succeeded(outputs), SECRETS, {});
      if (outcome.to === "succeeded") expect(outcome).toEqual(succeeded(outputs));
      else
        expect(outcome).toMatchObject({
          to: "failed",
          reason: expect.stringMatching(/db-password|api-token/),
        });
      expect(outcome.to === "failed").toBe(JSON.stringify(outputs).includes("postgres"));
    }),
  );
});
