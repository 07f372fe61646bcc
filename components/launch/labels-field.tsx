import { TextArea } from "#components/ui/fields/text-field.tsx";
import { readLabelLines } from "#engine/shape/launch-labels.ts";

type Props = {
  text: string;
  /** Whether what is no label is said to be wrong: not before somebody tried to use it. */
  isEager: boolean;
  onText: (text: string) => void;
};

/** The labels of a launch, as they are typed: see `readLabelLines`. */
export function LabelsField({ text, isEager, onText }: Props) {
  const read = readLabelLines(text);
  return (
    <TextArea
      label="Labels"
      isMono
      rows={2}
      placeholder={"team=shop\nticket=4711"}
      hint="One a line: name=value. The list of pipelines finds this one by them."
      error={isEager && !read.ok ? read.problem : null}
      value={text}
      onChange={({ target }) => onText(target.value)}
    />
  );
}
