import { useConnection } from "@xyflow/react";
import { useEffect, useRef } from "react";
import type { Wire } from "#components/draft/edits/edit.ts";
import styles from "./edge-hint.module.css";

/** While a wire is dragged to where it cannot go: why, beside the pointer. */
export function WireHint({ problemOf }: { problemOf: (wire: Wire) => string | null }) {
  const wire = useConnection((state): string | null => {
    if (!state.inProgress || state.toNode === null) return null;
    const [from, to] = [state.fromNode.id, state.toNode.id];
    return state.fromHandle.type === "source" ? `${from}\n${to}` : `${to}\n${from}`;
  });
  const isWiring = useConnection((state) => state.inProgress);
  const bubble = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isWiring) return;
    const follow = ({ clientX, clientY }: PointerEvent | MouseEvent) => {
      bubble.current?.style.setProperty("translate", `${clientX + 16}px ${clientY + 16}px`);
    };
    window.addEventListener("mousemove", follow, { capture: true });
    return () => window.removeEventListener("mousemove", follow, { capture: true });
  }, [isWiring]);
  const [tail, head] = wire?.split("\n") ?? [];
  const problem = tail === undefined || head === undefined ? null : problemOf({ tail, head });
  return (
    <div ref={bubble} role="status" className={styles.bubble} hidden={problem === null}>
      {problem}
    </div>
  );
}
