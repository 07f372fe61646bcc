import { Minus, Pencil, Plus } from "lucide-react";
import { createContext, useContext } from "react";
import type { Tone } from "#components/ui/states/state-look.ts";
import styles from "./diff-mark.module.css";
import pill from "./pill.module.css";

/** What became of a vertex or an edge from one content of a graph to another. */
export type DiffStatus = "added" | "removed" | "changed" | "same";

type Statuses = {
  readonly vertices: ReadonlyMap<string, DiffStatus>;
  /** By `edgeId`. */
  readonly edges: ReadonlyMap<string, DiffStatus>;
};

/** Given where the canvas shows what differs. */
export const DiffContext = createContext<Statuses | null>(null);

/** What became of a vertex or an edge; null where the canvas shows one content, and where nothing differs. */
export function useDiffStatus(of: keyof Statuses, id: string): Exclude<DiffStatus, "same"> | null {
  const status = useContext(DiffContext)?.[of].get(id) ?? "same";
  return status === "same" ? null : status;
}

/** What differs has a colour also where it is too small for a word. */
export const TONE_OF_DIFF = { added: "good", removed: "bad", changed: "warn" } as const satisfies Partial<
  Record<DiffStatus, Tone>
>;

const ICONS = { added: Plus, removed: Minus, changed: Pencil } as const;

/** A sign, a word and a colour for what became of something. */
export function DiffMark({ status }: { status: Exclude<DiffStatus, "same"> | null }) {
  if (status === null) return null;
  const Icon = ICONS[status];
  return (
    <span className={`${pill.pill} ${styles.mark}`} data-tone={TONE_OF_DIFF[status]}>
      <Icon aria-hidden /> {status}
    </span>
  );
}
