"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { type LaunchLabels, labelLines } from "#engine/shape/launch-labels.ts";
import styles from "./label-list.module.css";

/** More of them make rows too high to look through, and heads of pages too high for what is below. */
const MAX_SHOWN = 3;

/**
 * The labels of a launch: each leads to the list of all pipelines that have it. The first of them, and on demand all. Nothing
 * where there are none.
 */
export function LabelList({ labels }: { labels: LaunchLabels }) {
  const [isWhole, setIsWhole] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // The button that had the focus is gone.
    if (isWhole) list.current?.querySelectorAll("a")[MAX_SHOWN]?.focus();
  }, [isWhole]);
  const lines = labelLines(labels);
  if (lines.length === 0) return null;
  const more = lines.slice(isWhole ? lines.length : MAX_SHOWN);
  return (
    <ul ref={list} className={styles.labels} aria-label="Labels" data-whole={isWhole || undefined}>
      {lines.slice(0, lines.length - more.length).map((line) => (
        <li key={line} className={styles.label}>
          <Link href={`/pipelines?${new URLSearchParams({ label: line })}`} title={line}>
            <bdi>{line}</bdi>
          </Link>
        </li>
      ))}
      {more.length > 0 && (
        <li>
          <Button look="quiet" size="small" title={more.join("\n")} onClick={() => setIsWhole(true)}>
            {`and ${more.length} more`}
          </Button>
        </li>
      )}
    </ul>
  );
}
