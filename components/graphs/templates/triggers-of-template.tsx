import { Download } from "lucide-react";
import { Button } from "#components/ui/buttons/button.tsx";
import { download } from "#components/ui/download.ts";
import { Callout } from "#components/ui/states/callout.tsx";
import { declaredIn } from "./make-from-template.ts";

/** Says which triggers a template declares, that the graph is made without them, and how to apply them later. */
export function TriggersOfTemplate({ name, text }: { name: string; text: string }) {
  const declared = declaredIn(text);
  if (declared.length === 0) return null;
  const isOne = declared.length === 1;
  return (
    <Callout
      title={`The template declares ${isOne ? "a trigger" : `${declared.length} triggers`}: ${declared.join(", ")}.`}
      kept={`The graph is made without ${isOne ? "it" : "them"}, so that nothing is launched before you want it.`}
      todo="Save the file. When the graph is sealed, import the file here and choose “Only its triggers”."
      actions={
        <Button
          icon={<Download aria-hidden />}
          onClick={() => download(new Blob([text], { type: "application/yaml" }), `${name}.yaml`)}
        >
          Save the file
        </Button>
      }
    />
  );
}
