import { Button } from "#components/ui/buttons/button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { ShownPreset } from "#contract/pipelines/presets.ts";

type Props = {
  /** The preset as it is stored; null where it is the one over which values are typed. */
  newer: ShownPreset | null;
  onShow: (newer: ShownPreset) => void;
};

/** Somebody saved the chosen preset while values were typed over it: they stay until its new values are asked for. */
export function PresetChanged({ newer, onShow }: Props) {
  if (newer === null) return null;
  return (
    <Callout
      tone="warn"
      title={
        <bdi>
          {newer.savedBy} saved the preset {newer.name} in between.
        </bdi>
      }
      kept="What you typed is still here, over its earlier values."
      actions={
        <Button size="small" onClick={() => onShow(newer)}>
          Show it as it is now
        </Button>
      }
    />
  );
}
