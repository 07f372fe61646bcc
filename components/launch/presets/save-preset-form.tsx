import { useState } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { MAX_PRESET_NAME } from "#contract/pipelines/presets.ts";
import styles from "./preset-bar.module.css";
import type { PresetChoice } from "./preset-choice.ts";

type Props = {
  /** Why whoever asks may not save shared ones; null where they may. */
  refusedShared: string | null;
  isBusy: boolean;
  onSave: (preset: PresetChoice) => void;
};

/** The name of a new preset, and whether everybody has it. */
export function SavePresetForm({ refusedShared, isBusy, onSave }: Props) {
  const [name, setName] = useState("");
  const [isShared, setIsShared] = useState(false);
  return (
    <Form className={styles.save} onSubmit={() => onSave({ name: name.trim(), isShared })}>
      <TextField
        label="Name of the preset"
        hint="For example: production"
        maxLength={MAX_PRESET_NAME}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <Checkbox
        label={refusedShared === null ? "For everybody who may launch it" : `Your own. ${refusedShared}`}
        checked={isShared}
        disabled={refusedShared !== null}
        onCheckedChange={setIsShared}
      />
      <Button
        type="submit"
        size="small"
        isBusy={isBusy}
        refused={name.trim() === "" ? "Enter a name." : null}
      >
        Save
      </Button>
    </Form>
  );
}
