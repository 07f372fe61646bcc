import { useState } from "react";
import { PromptById } from "#components/inbox/prompt/prompt-by-id.tsx";

/**
 * The prompt of a track. One that was on the screen stays when it is closed, with who answered and what was typed.
 *
 * @param open the id of the open prompt; null where there is none.
 */
export function TrackPrompts({ open }: { open: number | null }) {
  const [seen, setSeen] = useState<readonly number[]>([]);
  if (open !== null && !seen.includes(open)) setSeen([...seen, open]);
  return seen.map((id) => <PromptById key={id} id={id} />);
}
