import { Badge } from "#components/ui/states/state-badge.tsx";
import type { Tone } from "#components/ui/states/state-look.ts";
import { FIRE_STATE_MEANINGS, FIRE_STATES, type FireState } from "#engine/schedules/fire.ts";

const LOOKS: Readonly<Record<FireState, { tone: Tone; text: string }>> = {
  launched: { tone: "good", text: "Launched" },
  queued: { tone: "calm", text: "Queued" },
  missed: { tone: "warn", text: "Missed" },
  coalesced: { tone: "still", text: "Coalesced" },
  skipped: { tone: "still", text: "Skipped" },
  failed: { tone: "bad", text: "Failed" },
};

/** The states of due times as choices of a filter. */
export const FIRE_STATE_CHOICES = FIRE_STATES.map((state) => ({ value: state, label: LOOKS[state].text }));

/** What became of a due time; what that means is its tooltip. */
export function FireStateBadge({ state }: { state: FireState }) {
  return (
    <span title={FIRE_STATE_MEANINGS[state]}>
      <Badge tone={LOOKS[state].tone}>{LOOKS[state].text}</Badge>
    </span>
  );
}
