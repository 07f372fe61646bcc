import { Link } from "#components/ui/buttons/link.tsx";
import { Card } from "#components/ui/facts/card.tsx";
import { ChangedFact, Fact, Facts } from "#components/ui/facts/facts.tsx";
import { LongText } from "#components/ui/long-text.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { NoticeRuleView } from "#contract/triggers/notices.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import { CHANNEL_LABELS, KIND_LABELS, quietText } from "./shown/notice-words.ts";

/** What a rule says. Where it sends to is there only for those who may change it. */
export function RuleFacts({ rule: view }: { rule: NoticeRuleView }) {
  const { graph, isGraphDeleted, folder, on, kind, rule, isActive, changedAt, changedBy } = view;
  return (
    <>
      {isGraphDeleted && (
        <Callout title="Its graph was deleted.">
          For another graph with this name it sends nothing until the rule is saved again.
        </Callout>
      )}
      {!isActive && <Callout title="It is not active: it sends nothing but tests." />}
      <Card title="Settings">
        <Facts>
          <Fact name="About">
            {graph === null ? (
              <>
                <bdi>{folderText(folder)}</bdi> and all below it
              </>
            ) : isGraphDeleted ? (
              <bdi>{graph}</bdi>
            ) : (
              <Link href={`/graphs/${encodeURIComponent(graph)}`}>
                <bdi>{graph}</bdi>
              </Link>
            )}
          </Fact>
          <Fact name="Tells of">{on.map((each) => KIND_LABELS[each]).join("; ")}</Fact>
          {rule?.wait !== undefined && <Fact name="Waits for">{rule.wait} before it is told of</Fact>}
          {rule?.late !== undefined && <Fact name="Late">{rule.late} after its launch</Fact>}
          {rule?.lateBy !== undefined && (
            <Fact name="Late">
              at {rule.lateBy} ({rule.zone})
            </Fact>
          )}
          <Fact name="Sent by">{CHANNEL_LABELS[kind]}</Fact>
          <Fact name="To">
            {rule === null ? "shown to those who may change the rule" : <Target to={rule.to} />}
          </Fact>
          <Fact name="Quiet hours">{quietText(view)}</Fact>
          {rule?.repeat !== undefined && (
            <Fact name="Not again">within {rule.repeat}, of the same kind and graph</Fact>
          )}
          <ChangedFact at={changedAt} by={changedBy} />
        </Facts>
      </Card>
    </>
  );
}

function Target({ to }: { to: NonNullable<NoticeRuleView["rule"]>["to"] }) {
  if (to.kind === "email") return <LongText text={to.to.join(", ")} title="Recipients" />;
  const { url, urlSecret, secret } = to;
  return (
    <>
      {url === undefined ? (
        <>
          the address in the secret <code>{urlSecret}</code>
        </>
      ) : (
        <LongText text={url} title="Address" />
      )}
      {secret !== undefined && (
        <>
          , signed with the secret <code>{secret}</code>
        </>
      )}
    </>
  );
}
