import { durationWords } from "#components/ui/duration-words.ts";

/** How much longer or shorter something took: "12 s longer, 3.4×". Empty where it is not known. */
export function changeWords(change: { readonly ms: number; readonly ratio: number | null } | null): string {
  if (change === null) return "";
  const { ms, ratio } = change;
  if (ms === 0) return "the same";
  const words = `${durationWords(Math.abs(ms))} ${ms > 0 ? "longer" : "shorter"}`;
  return ratio === null ? words : `${words}, ${ratioWords(ratio)}`;
}

function ratioWords(ratio: number): string {
  if (ratio >= 10) return `${Math.round(ratio).toLocaleString("en-US")}×`;
  return ratio < 0.01 ? "less than 0.01×" : `${Number(ratio.toFixed(ratio < 0.1 ? 2 : 1))}×`;
}
