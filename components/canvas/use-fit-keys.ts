import { useReactFlow } from "@xyflow/react";
import { type RefObject, useEffect } from "react";
import { FIT } from "./flow-frame.tsx";
import { isTyping } from "./is-typing.ts";

const SMOOTH = { duration: 200 };

/** `1` shows everything, `2` what is selected, unless a person types or a dialog is open. */
export function useFitKeys(selected: RefObject<ReadonlySet<string>>): void {
  const flow = useReactFlow();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      const chosen = [...selected.current].map((id) => ({ id }));
      if (event.key === "1") void flow.fitView({ ...FIT, ...SMOOTH });
      else if (event.key === "2" && chosen.length > 0)
        void flow.fitView({ ...FIT, ...SMOOTH, nodes: chosen });
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [flow, selected]);
}
