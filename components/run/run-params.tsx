import { useState } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { shortened } from "#components/ui/long-text.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { writeJson } from "#engine/json/write-json.ts";
import type { Json } from "#engine/model/graph-content.ts";
import styles from "./run-view.module.css";
import { TrackValues } from "./track/track-values.tsx";

/** The most characters of the params in the header: about two lines. */
const MAX_SHOWN = 160;

/** The params of a pipeline in a few words, and whole in a dialog where they are long. Nothing where there are none. */
export function RunParams({ params }: { params: Readonly<Record<string, Json>> }) {
  const [isOpen, setIsOpen] = useState(false);
  const entries = Object.entries(params);
  if (entries.length === 0) return null;
  const text = entries.map(([name, value]) => `${name} = ${writeJson(value)}`).join(", ");
  const isLong = text.length > MAX_SHOWN;
  return (
    <span className={styles.quiet}>
      with <bdi>{shortened(text, MAX_SHOWN)}</bdi>{" "}
      {isLong && (
        <Button look="quiet" size="small" onClick={() => setIsOpen(true)}>
          Show all parameters
        </Button>
      )}
      <Dialog isOpen={isOpen} onClose={() => setIsOpen(false)} title="Parameters" size="large">
        <TrackValues title="Values" values={params} />
      </Dialog>
    </span>
  );
}
