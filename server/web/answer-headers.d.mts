export const ANSWER_HEADERS: readonly { readonly key: string; readonly value: string }[];
