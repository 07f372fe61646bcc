import { useReactFlow } from "@xyflow/react";
import { useEffect, useEffectEvent } from "react";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { FIT } from "./flow-frame.tsx";
import { isTyping } from "./is-typing.ts";

const SMOOTH = { duration: 200 };

/** `1` shows everything, `2` what is selected, unless a person types or a dialog is open. */
export function useFitKeys(selected: ReadonlySet<string>): void {
  const flow = useReactFlow();
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = pressedKey(event);
    if (key === "1") void flow.fitView({ ...FIT, ...SMOOTH });
    else if (key === "2" && selected.size > 0)
      void flow.fitView({ ...FIT, ...SMOOTH, nodes: [...selected].map((id) => ({ id })) });
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
