import { useState } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { TextDialog } from "#components/ui/text-dialog.tsx";
import { jsonBeginning, writeJson } from "#engine/json/write-json.ts";
import type { Json } from "#engine/model/graph-content.ts";
import styles from "./track-values.module.css";

/** Longer than a line of a wide panel. */
const MAX_SHOWN = 120;

/** A value on one line; a longer one, or one of several lines, whole in a dialog. */
export function TrackValue({ name, value }: { name: string; value: Json }) {
  const [isOpen, setIsOpen] = useState(false);
  const beginning =
    typeof value === "string" ? value.slice(0, MAX_SHOWN + 1) : jsonBeginning(value, MAX_SHOWN + 1);
  const isLong = beginning.length > MAX_SHOWN || beginning.includes("\n");
  if (!isLong) return <bdi className={styles.value}>{beginning}</bdi>;
  return (
    <span className={styles.long}>
      <bdi className={styles.beginning}>{beginning}</bdi>
      {typeof value === "object" && Array.isArray(value) && (
        <span className={styles.count}>{value.length.toLocaleString("en-US")} items</span>
      )}
      <Button look="quiet" size="small" aria-label={`Show all of ${name}`} onClick={() => setIsOpen(true)}>
        Show all
      </Button>
      {isOpen && (
        <TextDialog
          isOpen
          onClose={() => setIsOpen(false)}
          title={name}
          text={typeof value === "string" ? value : writeJson(value, 2)}
        />
      )}
    </span>
  );
}
