import type { VertexSpec } from "../../model/graph-content.ts";
import { durationText } from "../../time/durations.ts";
import { momentOf } from "../../time/moments.ts";

/**
 * How long a wait that begins now sleeps, and its reason while it sleeps.
 *
 * @param now milliseconds since 1970, UTC.
 */
export function sleepOfWait({ wait }: VertexSpec, now: number): { sleepMs: number; text: string } {
  const { for: lasts, until, zone = "UTC" } = wait ?? {};
  if (until !== undefined)
    return { sleepMs: Math.max(0, momentOf(until, zone, now) - now), text: `waits until ${until} ${zone}` };
  return { sleepMs: lasts ?? 0, text: `waits for ${durationText(lasts ?? 0)}` };
}
