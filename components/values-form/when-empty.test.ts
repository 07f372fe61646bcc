import { expect, test } from "vitest";
import type { InputSpec } from "#engine/model/graph-content.ts";
import { fieldOf } from "./form-field.ts";
import { readForm } from "./form-values.ts";
import { wordsOfEmpty } from "./when-empty.ts";

const WITH_DEFAULT: readonly InputSpec[] = [
  { type: "boolean", default: true },
  { type: "enum", enum: ["staging", "prod"], default: "prod" },
  { type: "integer", default: 5 },
  { type: "date", default: "2026-12-24" },
  { type: "string", default: "prod/" },
];

test("an empty field says its default where the form leaves it out, and that it is empty text where that is sent", () => {
  for (const spec of WITH_DEFAULT) {
    const { values } = readForm([fieldOf("x", spec)], new Map([["x", ""]]), "problem");
    const { choice, grey } = wordsOfEmpty(spec, "read");
    if ("x" in values) expect([values, grey]).toEqual([{ x: "" }, "empty text"]);
    else expect(choice).toBe(`Default: ${spec.type === "boolean" ? "Yes" : spec.default}`);
  }
  const words = WITH_DEFAULT.map((spec) => wordsOfEmpty(spec, "default").grey);
  expect(words).toEqual(["true", "prod", "5", "2026-12-24", "prod/"]);
});

test("an input that a launch leaves empty says what it comes from, before its default", () => {
  const spec = { type: "string", from: "params.shop", default: "north", required: true } as const;
  expect(wordsOfEmpty(spec, "ask-later")).toEqual({ choice: "From params.shop", grey: "from params.shop" });
  const long = { type: "string", from: `'${"x".repeat(200)}'` } as const;
  expect(wordsOfEmpty(long, "ask-later").grey?.length).toBeLessThan(100);
});

test("a required field without a value is chosen, or asked for later; without a default nothing is set", () => {
  const required = { type: "boolean", required: true, default: false } as const;
  expect(wordsOfEmpty(required, "read")).toEqual({ choice: "Choose…" });
  expect(wordsOfEmpty(required, "ask-later").choice).toBe("Asked for later");
  expect(wordsOfEmpty({ ...required, ask: "never" }, "ask-later").choice).toBe("Default: No");
  expect(wordsOfEmpty(required, "default").choice).toBe("Default: No");
  expect(wordsOfEmpty({ type: "boolean" }, "default")).toEqual({ choice: "Not set" });
});
