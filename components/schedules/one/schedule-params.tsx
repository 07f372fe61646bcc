import { useState } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { FactLines, FactValue } from "#components/ui/facts/facts.tsx";
import { shortened } from "#components/ui/long-text.tsx";
import { TextDialog } from "#components/ui/text-dialog.tsx";
import { jsonBeginning, writeJson } from "#engine/json/write-json.ts";
import type { Json } from "#engine/model/graph-content.ts";

const MAX_NAMES = 12;
const MAX_SHOWN = 120;

/** The values with which its pipelines are launched: the beginnings of the first ones, and all in a dialog. */
export function ScheduleParams({ params }: { params: Readonly<Record<string, unknown>> }) {
  const [isOpen, setOpen] = useState(false);
  const values = params as Readonly<Record<string, Json>>;
  const all = Object.entries(values);
  if (all.length === 0) return <>none: all have their defaults</>;
  const shown = all.slice(0, MAX_NAMES).map(([name, value]) => {
    const text = jsonBeginning(value, MAX_SHOWN + 1);
    return { name, text: shortened(text, MAX_SHOWN), isCut: text.length > MAX_SHOWN };
  });
  return (
    <>
      <FactLines>
        {shown.map(({ name, text }) => (
          <li key={name}>
            <bdi>{name}</bdi> ={" "}
            <FactValue>
              <bdi>{text}</bdi>
            </FactValue>
          </li>
        ))}
      </FactLines>
      {(all.length > MAX_NAMES || shown.some(({ isCut }) => isCut)) && (
        <Button look="quiet" size="small" onClick={() => setOpen(true)}>
          Show all parameters
        </Button>
      )}
      {isOpen && (
        <TextDialog isOpen onClose={() => setOpen(false)} title="Parameters" text={writeJson(values, 2)} />
      )}
    </>
  );
}
