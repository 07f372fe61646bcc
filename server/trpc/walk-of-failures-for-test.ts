import type { openApiClient } from "#testing/api/api-client.ts";

/**
 * One call of each mutation about a failure.
 *
 * @param failed launches a pipeline whose only track, C, fails, and gives its number.
 */
export function walkOfFailures(
  api: ReturnType<typeof openApiClient>,
  failed: () => Promise<number>,
): Readonly<Record<string, () => Promise<unknown>>> {
  return {
    "tracks.retry": async () => api.tracks.retry.mutate({ id: await failed(), vertex: "C", reason: "again" }),
    "tracks.force": async () =>
      api.tracks.force.mutate({ id: await failed(), vertex: "C", to: "skipped", reason: "not needed" }),
    "pipelines.acknowledge": async () =>
      api.pipelines.acknowledge.mutate({ id: await failed(), reason: "known" }),
    "pipelines.retryFailed": async () =>
      api.pipelines.retryFailed.mutate({ id: await failed(), reason: "again" }),
  };
}
