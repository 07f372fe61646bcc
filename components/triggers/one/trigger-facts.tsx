import { GraphFact, LastFacts } from "#components/automations/automation-facts.tsx";
import { Card, CardPair } from "#components/ui/facts/card.tsx";
import { Fact, FactLines, Facts, FactValue } from "#components/ui/facts/facts.tsx";
import { LongText } from "#components/ui/long-text.tsx";
import type { TriggerView } from "#contract/triggers/triggers.ts";
import { KIND_VIEWS } from "../kinds/kind-views.ts";

/** What it takes, and all that was decided about it. */
export function TriggerFacts({ trigger }: { trigger: TriggerView }) {
  const { graph, revision, kind, filter, params } = trigger;
  const { About } = KIND_VIEWS[kind];
  return (
    <CardPair>
      <Card title="What it takes">
        <About trigger={trigger} />
      </Card>
      <Card title="Settings">
        <Facts>
          <GraphFact graph={graph} revision={revision} />
          <Fact name="Filter">
            {filter === null ? (
              "none: every event launches"
            ) : (
              <FactValue>
                <LongText text={filter} title="Filter" />
              </FactValue>
            )}
          </Fact>
          <Fact name="Parameters">
            <Params params={params} />
          </Fact>
          <LastFacts of={trigger} />
        </Facts>
      </Card>
    </CardPair>
  );
}

function Params({ params }: Pick<TriggerView, "params">) {
  const all = Object.entries(params);
  if (all.length === 0) return <>none: all have their defaults</>;
  return (
    <FactLines>
      {all.map(([name, from]) => (
        <li key={name}>
          <bdi>{name}</bdi> ={" "}
          <FactValue>
            <LongText text={from} title={name} />
          </FactValue>
        </li>
      ))}
    </FactLines>
  );
}
