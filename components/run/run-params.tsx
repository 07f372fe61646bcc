import clsx from "clsx";
import { useMemo, useState } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { shortened } from "#components/ui/long-text.tsx";
import { TextDialog } from "#components/ui/text-dialog.tsx";
import { jsonBeginning, writeJson } from "#engine/json/write-json.ts";
import type { Json } from "#engine/model/graph-content.ts";
import styles from "./run-view.module.css";

/** The most characters of the params in the header: about a line. */
const MAX_SHOWN = 120;

/** The params of a pipeline in a few words, and whole in a dialog where they are long. Nothing where there are none. */
export function RunParams({ params }: { params: Readonly<Record<string, Json>> }) {
  const [isOpen, setIsOpen] = useState(false);
  const text = useMemo(() => beginningOf(params), [params]);
  if (text === "") return null;
  const isLong = text.length > MAX_SHOWN;
  return (
    <span className={clsx(styles.quiet, styles.params)}>
      <span className={isLong ? styles.oneLine : undefined}>
        with <bdi>{shortened(text, MAX_SHOWN)}</bdi>
      </span>
      {isLong && (
        <Button look="quiet" size="small" onClick={() => setIsOpen(true)}>
          Show all parameters
        </Button>
      )}
      {isOpen && (
        <TextDialog isOpen onClose={() => setIsOpen(false)} title="Parameters" text={writeJson(params, 2)} />
      )}
    </span>
  );
}

/** The params in their order, as far as the header shows them, and a little more. */
function beginningOf(params: Readonly<Record<string, Json>>): string {
  let text = "";
  for (const [name, value] of Object.entries(params)) {
    if (text.length > MAX_SHOWN) return text;
    text += `${text === "" ? "" : ", "}${name} = ${jsonBeginning(value, MAX_SHOWN)}`;
  }
  return text;
}
