/** The token that a request shows in its header `authorization`, with the word `Bearer` in any case; null where there is none. */
export function bearerToken(authorization: string | null | undefined): string | null {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1] ?? null;
}
