import { readEnv } from "./env.ts";

let known: string | null = null;

/** Where the web is reached from outside, without a slash at the end. */
export function publicUrl(): string {
  known ??= readEnv().url.replace(/\/+$/, "");
  return known;
}
