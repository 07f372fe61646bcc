import { LongText } from "#components/ui/long-text.tsx";
import inspector from "#components/vertex-form/inspector.module.css";

/** What somebody wrote about a graph or a vertex; or, where they wrote nothing, what to do next. */
export function Description({ text, of }: { text: string; of: string }) {
  return (
    <p className={inspector.note}>
      <LongText text={text} title={`Description of ${of}`} />
    </p>
  );
}
