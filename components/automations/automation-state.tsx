import { Badge } from "#components/ui/states/state-badge.tsx";
import type { Tone } from "#components/ui/states/state-look.ts";
import type { AutomationState } from "./automation.ts";

const LOOKS: Readonly<Record<AutomationState, { tone: Tone; text: string }>> = {
  new: { tone: "still", text: "Not published" },
  active: { tone: "good", text: "Active" },
  paused: { tone: "warn", text: "Paused" },
  removed: { tone: "still", text: "Removed" },
};

/** What a schedule or a trigger is. */
export function AutomationStateBadge({ state }: { state: AutomationState }) {
  return <Badge tone={LOOKS[state].tone}>{LOOKS[state].text}</Badge>;
}
