import { isCelName } from "../text/cel-name.ts";

/** The input of a vertex that reads the param of the same name, with its type. */
export function paramInput<Type, Words>(
  name: string,
  param: { readonly type: Type; readonly enum?: Words | undefined },
): { readonly type: Type; readonly enum?: Words; readonly from: string } {
  const { type, enum: words } = param;
  const from = isCelName(name) ? `params.${name}` : `params["${name}"]`;
  // The limits of the param were checked at launch. Only the type enum cannot be without its words.
  return { type, ...(type === "enum" && words !== undefined && { enum: words }), from };
}
