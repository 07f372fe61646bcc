import type { CSSProperties } from "react";

/** The colour of a kind, as `--kind` for whoever draws its icon. */
export function kindColour({ kind = "script" }: { readonly kind?: unknown }): CSSProperties {
  return { "--kind": `var(--kind-${String(kind)})` } as CSSProperties;
}
