import { CodeBlock } from "#components/ui/code-block.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { ruleOf } from "#engine/rules/rules.ts";
import styles from "./rule-dialog.module.css";

/** What a rule of check finds, how it is corrected, and an example. */
export function RuleDialog({ code, onClose }: { code: string; onClose: () => void }) {
  const rule = ruleOf(code);
  return (
    <Dialog isOpen onClose={onClose} title={`Rule ${code}`}>
      {rule === null ? (
        <p>
          This version does not have the rule <bdi>{code}</bdi>.
        </p>
      ) : (
        <div className={styles.parts}>
          <p>{marked(rule.what)}</p>
          <p>
            <strong>To correct it:</strong> {marked(rule.correct)}
          </p>
          <h3 className={styles.head}>A graph file that has it</h3>
          <CodeBlock text={rule.example} label={`the example of ${code}`} />
          <p className={styles.note}>{LEVELS[rule.level]}</p>
        </div>
      )}
    </Dialog>
  );
}

const LEVELS = {
  error: "An error: the graph cannot be sealed before it is corrected.",
  warning: "A warning: the graph can be sealed; a reason for it is kept with the revision.",
  hint: "A hint: the graph can be sealed as it is.",
} as const;

/** What stands in backquotes, as code. */
function marked(text: string) {
  return text.split("`").map((part, place) => {
    const key = `${place} ${part}`;
    return place % 2 === 1 ? <code key={key}>{part}</code> : <span key={key}>{part}</span>;
  });
}
