export type TestProvider = { readonly issuer: string; readonly close: () => Promise<unknown> };

export function startIdentityProvider(options: {
  readonly redirectUri: string;
  readonly groups?: (subject: string) => readonly string[];
}): Promise<TestProvider>;
