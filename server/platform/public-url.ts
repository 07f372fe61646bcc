import { readEnv } from "./env.ts";

let known: string | null = null;

/** The public address of the web, without a slash at the end. */
export function publicUrl(): string {
  known ??= readEnv().url.replace(/\/+$/, "");
  return known;
}
