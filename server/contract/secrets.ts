import { fields, plainText } from "./fields.ts";

const name = plainText.min(1).max(100);
export const putSecretInput = fields({ name, value: plainText.max(65_536) });
export const removeSecretInput = fields({ name });

/** A secret as people see it: never its value. */
export type SecretView = { readonly name: string; readonly savedAt: Date; readonly savedBy: string };
