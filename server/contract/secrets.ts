import { z } from "zod";

const name = z.string().min(1).max(100);
export const putSecretInput = z.object({ name, value: z.string().max(65_536) });
export const removeSecretInput = z.object({ name });

/** A secret as people see it: never its value. */
export type SecretView = { readonly name: string; readonly savedAt: Date; readonly savedBy: string };
