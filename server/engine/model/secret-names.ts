const SECRET_NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/;

/** True if `text` may be the name of a secret. Graphs, pipelines and logs hold only the name, never the value. */
export function isSecretName(text: string): boolean {
  return SECRET_NAME.test(text);
}

/** Describes the names of secrets, as part of a sentence. */
export const SECRET_NAME_WANTED =
  "the name of a stored secret, such as deploy-token: letters, digits, `_`, `-` and `.`, at most 100, not beginning with a digit";
