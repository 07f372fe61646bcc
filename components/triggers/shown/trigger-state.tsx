import { Badge } from "#components/ui/states/state-badge.tsx";
import type { Tone } from "#components/ui/states/state-look.ts";
import type { TriggerState } from "#engine/triggers/trigger-states.ts";

const LOOKS: Readonly<Record<TriggerState, { tone: Tone; text: string }>> = {
  new: { tone: "still", text: "Not published" },
  active: { tone: "good", text: "Active" },
  paused: { tone: "warn", text: "Paused" },
  removed: { tone: "still", text: "Removed" },
};

/** What a trigger is. */
export function TriggerStateBadge({ state }: { state: TriggerState }) {
  return <Badge tone={LOOKS[state].tone}>{LOOKS[state].text}</Badge>;
}
