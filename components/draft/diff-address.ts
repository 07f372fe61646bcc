/** A revision by its number, or the draft. */
export type Side = number | "draft";

/** The address at which two are compared. */
export function diffAddress(name: string, [a, b]: readonly [Side, Side]): string {
  const words = [...(a === "draft" ? [] : [`a=${a}`]), ...(b === "draft" ? [] : [`b=${b}`])];
  return `/graphs/${encodeURIComponent(name)}/diff?${words.join("&")}`;
}
