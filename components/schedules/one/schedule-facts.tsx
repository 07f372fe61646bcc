import { GraphFact, LastFacts } from "#components/automations/automation-facts.tsx";
import { durationWords } from "#components/ui/duration-words.ts";
import { Card, CardPair } from "#components/ui/facts/card.tsx";
import { Fact, FactLines, Facts } from "#components/ui/facts/facts.tsx";
import { LongText } from "#components/ui/long-text.tsx";
import type { SchedulePreview, ScheduleView } from "#contract/triggers/schedules.ts";
import { Moment } from "../shown/moment.tsx";
import { NextTimes } from "../shown/next-times.tsx";
import { policySentences } from "../shown/policy-words.ts";
import { ScheduleParams } from "./schedule-params.tsx";

type Props = { schedule: ScheduleView; preview: SchedulePreview };

/** When it is due next, and all that was decided about it. */
export function ScheduleFacts({ schedule, preview }: Props) {
  const { graph, revision, zone, startsAt, endsAt, excludedDates, jitterMs, policy } = schedule;
  const { desired, params } = schedule;
  return (
    <CardPair>
      <Card title={desired === "active" ? "Next times" : "Next times, were it active"}>
        <NextTimes preview={preview} zone={zone} />
      </Card>
      <Card title="Settings">
        <Facts>
          <GraphFact graph={graph} revision={revision} />
          {startsAt !== null && (
            <Fact name="Start">
              <Moment at={startsAt} zone={zone} />
            </Fact>
          )}
          {endsAt !== null && (
            <Fact name="End">
              <Moment at={endsAt} zone={zone} />
            </Fact>
          )}
          {excludedDates.length > 0 && (
            <Fact name="Excluded dates">
              <LongText text={excludedDates.join(", ")} title="Excluded dates" />
            </Fact>
          )}
          {jitterMs > 0 && <Fact name="Jitter">up to {durationWords(jitterMs)} later</Fact>}
          <Fact name="Policies">
            <FactLines>
              {policySentences(policy).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </FactLines>
          </Fact>
          <Fact name="Parameters">
            <ScheduleParams params={params} />
          </Fact>
          <LastFacts of={schedule} />
        </Facts>
      </Card>
    </CardPair>
  );
}
