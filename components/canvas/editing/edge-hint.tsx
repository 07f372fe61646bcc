import { useConnection } from "@xyflow/react";
import { useEffect, useRef } from "react";
import type { EdgeEnds } from "#components/draft/edits/edit.ts";
import styles from "./edge-hint.module.css";

/** While an edge is dragged to where it cannot go: why, beside the pointer. */
export function EdgeHint({ problemOf }: { problemOf: (edge: EdgeEnds) => string | null }) {
  const edge = useConnection((state): string | null => {
    if (!state.inProgress || state.toNode === null) return null;
    const [from, to] = [state.fromNode.id, state.toNode.id];
    return state.fromHandle.type === "source" ? `${from}\n${to}` : `${to}\n${from}`;
  });
  const isConnecting = useConnection((state) => state.inProgress);
  const bubble = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isConnecting) return;
    const follow = ({ clientX, clientY }: PointerEvent | MouseEvent) => {
      bubble.current?.style.setProperty("translate", `${clientX + 16}px ${clientY + 16}px`);
    };
    window.addEventListener("mousemove", follow, { capture: true });
    return () => window.removeEventListener("mousemove", follow, { capture: true });
  }, [isConnecting]);
  const [tail, head] = edge?.split("\n") ?? [];
  const problem = tail === undefined || head === undefined ? null : problemOf({ tail, head });
  return (
    <div ref={bubble} role="status" className={styles.bubble} hidden={problem === null}>
      {problem}
    </div>
  );
}
