import { Fragment, type ReactNode, useState } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { keysOfNames } from "#components/ui/keys-of-names.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { ApprovalView, PromptView } from "#contract/prompts/prompts.ts";
import { DelegateDialog } from "./delegate-dialog.tsx";
import styles from "./prompt.module.css";

/** Who has approved, who still can, and why the reader cannot. Nothing where everybody who may answer can. */
export function ApprovalPeople({ prompt, approval }: { prompt: PromptView; approval: ApprovalView }) {
  const [isDelegating, setDelegating] = useState(false);
  const { approvals, able, impossible, why, canDelegate, hasApproved } = approval;
  const isOpen = prompt.state === "open";
  const rules = rulesText(approval);
  return (
    <>
      {rules !== null && (
        <section className={styles.people} aria-label="Who approves">
          <p>{rules}</p>
          {approvals.map(({ name, at, comment, counts }) => (
            <p key={name + at.toISOString()}>
              <bdi>{name}</bdi> approved <RelativeTime at={at} />
              {comment !== null && (
                <>
                  : <bdi>{comment}</bdi>
                </>
              )}
              {!counts && " This does not count any more."}
            </p>
          ))}
          {isOpen && able !== null && (
            <p className={styles.quiet}>
              Still able to answer: <AbleNames able={able} />
            </p>
          )}
          {isOpen && canDelegate && (
            <Button size="small" look="quiet" onClick={() => setDelegating(true)}>
              Give my place to somebody else
            </Button>
          )}
        </section>
      )}
      {isOpen && impossible !== null && (
        <Callout tone="bad" title="This can never be approved as things are.">
          {impossible}
        </Callout>
      )}
      {isOpen && hasApproved && <Callout title="You have approved it. Others have to, too." />}
      {isOpen && why !== null && <Callout title="You cannot answer this.">{why}</Callout>}
      {isDelegating && <DelegateDialog prompt={prompt} onClose={() => setDelegating(false)} />}
    </>
  );
}

/** Names with commas between them. */
function Names({ names }: { names: readonly string[] }) {
  const keys = keysOfNames(names);
  return names.map((name, place) => (
    <Fragment key={keys[place]}>
      {place > 0 && ", "}
      <bdi>{name}</bdi>
    </Fragment>
  ));
}

/** Who must approve, as a sentence; null where everybody who may answer can. */
function rulesText(approval: ApprovalView): ReactNode {
  const { assignees, quorum, approvals, excludeLauncher, excludeSealer } = approval;
  const isFree = assignees.length === 0 && quorum === 1 && !excludeLauncher && !excludeSealer;
  if (isFree) return null;
  const counted = approvals.filter(({ counts }) => counts).length;
  const who = quorum === 1 ? "1 person must approve" : `${counted} of ${quorum} approved`;
  const excluded = [
    ...(excludeLauncher ? ["who launched it"] : []),
    ...(excludeSealer ? ["who sealed it"] : []),
  ];
  return (
    <>
      {who}
      {assignees.length > 0 && (
        <>
          {" "}
          (<Names names={assignees} />)
        </>
      )}
      {excluded.length > 0 && `, not ${excluded.join(" and not ")}`}.
    </>
  );
}

function AbleNames({ able: { names, count } }: { able: NonNullable<ApprovalView["able"]> }) {
  const more = count - names.length;
  if (count === 0) return "nobody";
  return (
    <>
      <Names names={names} />
      {more > 0 && ` and ${more} more`}
    </>
  );
}
