import type { ResolvedConnection } from "#contract/flow/connections.ts";

/** The passwords of connections: they are masked wherever a text is kept. */
export function passwordsOf(connections: readonly ResolvedConnection[] = []): readonly string[] {
  return connections.flatMap(({ secret }) => (secret === null ? [] : [secret.value]));
}
