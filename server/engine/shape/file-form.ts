import type * as z from "zod";

const FORMS = new WeakMap<object, () => z.ZodType>();

/**
 * Says what stands in files where a codec takes anything and judges it by code (text or a map, a map or nothing). The
 * JSON Schema shows `form` in the place of `schema`.
 */
export function markedAs<S extends z.ZodType>(schema: S, form: () => z.ZodType): S {
  FORMS.set(schema, form);
  return schema;
}

/** What `markedAs` said of a schema; null where it said nothing. */
export function fileFormOf(schema: object): z.ZodType | null {
  return FORMS.get(schema)?.() ?? null;
}
