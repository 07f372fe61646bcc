import { expect, test } from "vitest";
import type { z } from "zod";
import { vertexName } from "#contract/fields.ts";
import { appRouter } from "./routers/router.ts";

/** What zod keeps of a schema. */
type Schema = { readonly safeParse: z.ZodType["safeParse"]; readonly def: Definition };
type Definition = {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly innerType?: Schema;
  readonly element?: Schema;
  readonly options?: readonly Schema[];
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly in?: Schema;
  readonly discriminator?: string;
  readonly values?: readonly unknown[];
};

const procedures = Object.entries(appRouter._def.procedures).map(([name, procedure]) => {
  const { inputs } = (procedure as unknown as { _def: { inputs: readonly Schema[] } })._def;
  return [name, inputs] as const;
});

/** Every schema in a schema, with its path. */
function partsOf(schema: Schema, path: string): readonly (readonly [string, Schema])[] {
  const { shape = {}, options = [], innerType, element, keyType, valueType, in: piped } = schema.def;
  const inner: readonly (readonly [string, Schema | undefined])[] = [
    ...Object.entries(shape).map(([name, each]) => [`${path}.${name}`, each] as const),
    ...[innerType, element, valueType, piped, ...options].map((each) => [path, each] as const),
    [`names of ${path}`, keyType],
  ];
  return [
    [path, schema],
    ...inner.flatMap(([place, each]) => (each === undefined ? [] : partsOf(each, place))),
  ];
}

const parts = procedures.flatMap(([name, inputs]) => inputs.flatMap((input) => partsOf(input, name)));

/** Of a choice by one field, the field that chooses the first. */
function oneOf({ def: { discriminator, options = [] } }: Schema): object {
  const chosen = discriminator === undefined ? undefined : options[0]?.def.shape?.[discriminator]?.def.values;
  return chosen === undefined ? {} : { [discriminator as string]: chosen[0] };
}

test.each(procedures)("%s refuses a field that it does not know", (_name, inputs) => {
  expect(inputs).not.toHaveLength(0);
  for (const input of inputs) {
    const { error } = input.safeParse({ ...oneOf(input), zebra: 1 });
    expect(error?.issues.map(({ message }) => message).join()).toContain("Unknown here: `zebra`");
  }
});

test("so do the objects inside of inputs", () => {
  const objects = parts.filter(([, { def }]) => def.type === "object");
  expect(objects.length).toBeGreaterThan(procedures.length);
  for (const [path, object] of objects)
    expect([
      path,
      object.safeParse({ zebra: 1 }).error?.issues.some(({ code }) => code === "unrecognized_keys"),
    ]).toEqual([path, true]);
});

/** The engine finds the line of such a character in the text of a file. */
const JUDGED_LATER = ["graphs.applyText.text"];

test("no text of an input may have a NUL character or half of a surrogate pair", () => {
  const texts = parts.filter(([path, { def }]) => def.type === "string" && !JUDGED_LATER.includes(path));
  expect(texts.length).toBeGreaterThan(30);
  for (const [path, text] of texts)
    for (const odd of ["abcdefghijklmnop\0", "abcdefghijklmnop\ud800", "\udc00abcdefghijklmnop"])
      expect([path, text.safeParse(odd).success]).toEqual([path, false]);
});

test("a vertex is found by its name however the name is composed", () => {
  expect(vertexName.parse("de\u0301ploiement")).toBe("d\u00e9ploiement");
});
