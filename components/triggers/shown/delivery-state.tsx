import { Badge } from "#components/ui/states/state-badge.tsx";
import type { Tone } from "#components/ui/states/state-look.ts";
import {
  DELIVERY_STATE_MEANINGS,
  DELIVERY_STATES,
  type DeliveryState,
} from "#engine/triggers/trigger-states.ts";

const LOOKS: Readonly<Record<DeliveryState, { tone: Tone; text: string }>> = {
  launched: { tone: "good", text: "Launched" },
  filtered: { tone: "still", text: "Filtered" },
  refused: { tone: "bad", text: "Refused" },
};

/** The states of deliveries as choices of a filter. */
export const DELIVERY_STATE_CHOICES = DELIVERY_STATES.map((state) => ({
  value: state,
  label: LOOKS[state].text,
}));

/** What became of an event; what that means is its tooltip. */
export function DeliveryStateBadge({ state }: { state: DeliveryState }) {
  return (
    <span title={DELIVERY_STATE_MEANINGS[state]}>
      <Badge tone={LOOKS[state].tone}>{LOOKS[state].text}</Badge>
    </span>
  );
}
