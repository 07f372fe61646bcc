import { Layers, Lock, type LucideIcon, RotateCw, Timer, Undo2, Users } from "lucide-react";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import { NO_UNDO } from "#engine/policies/undo-policy.ts";
import { durationText } from "#engine/time/durations.ts";
import styles from "./card-badges.module.css";

type Badge = { readonly icon: LucideIcon; readonly words: string; readonly count?: number };

/** What is set for a vertex beside what it does, as icons on its card: undo, retries, time limit, locks, for each, approvals. */
export function CardBadges({ spec }: { spec: VertexSpec }) {
  const badges = badgesOf(spec);
  if (badges.length === 0) return null;
  return (
    <span className={styles.badges}>
      {badges.map(({ icon: Icon, words, count }) => (
        <span key={words} className={styles.badge} role="img" aria-label={words} title={words}>
          <Icon aria-hidden />
          {count}
        </span>
      ))}
    </span>
  );
}

/** The badges of a card, in the order in which they stand. */
export function badgesOf({ revert, retry, timeout, locks, foreach, prompt }: VertexSpec): readonly Badge[] {
  const badges: Badge[] = [];
  if (revert !== undefined && revert !== NO_UNDO) badges.push({ icon: Undo2, words: "Undo script" });
  if (retry?.max !== undefined)
    badges.push({ icon: RotateCw, words: `Automatic retries: ${retry.max}`, count: retry.max });
  else if (retry?.each !== undefined) badges.push({ icon: RotateCw, words: "Retries with other inputs" });
  if (timeout !== undefined) badges.push({ icon: Timer, words: `Time limit: ${durationText(timeout)}` });
  if (locks !== undefined && locks.length > 0)
    badges.push({
      icon: Lock,
      words: `Locks: ${locks.map((lock) => (typeof lock === "string" ? lock : lock.name)).join(", ")}`,
    });
  if (foreach !== undefined) badges.push({ icon: Layers, words: `Run for each of ${foreach.items}` });
  const quorum = prompt?.quorum ?? 1;
  if (quorum > 1) badges.push({ icon: Users, words: `${quorum} people must approve`, count: quorum });
  return badges;
}
