import type * as z from "zod";

const FORMS = new WeakMap<object, () => z.ZodType>();

/**
 * Registers the form that the JSON Schema shows instead of `schema`. It is needed for a codec that accepts any value and
 * checks it in code, such as one for text or a map.
 */
export function withFileForm<S extends z.ZodType>(schema: S, form: () => z.ZodType): S {
  FORMS.set(schema, form);
  return schema;
}

/** The form that was registered for a schema; null if there is none. */
export function fileFormOf(schema: object): z.ZodType | null {
  return FORMS.get(schema)?.() ?? null;
}
