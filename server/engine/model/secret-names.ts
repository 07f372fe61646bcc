const SECRET_NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/;

/** A secret is known by its name; its value stands in no graph, no pipeline and no log. */
export function isSecretName(text: string): boolean {
  return SECRET_NAME.test(text);
}

/** What a name of a secret looks like, for a sentence. */
export const SECRET_NAME_WANTED =
  "the name of a stored secret, such as deploy-token: letters, digits, `_`, `-` and `.`, at most 100, not beginning with a digit";
