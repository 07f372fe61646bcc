import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { FORECAST_ASSUMES, forecastGroups, forecastHeadline, forecastNotes } from "#client/forecast-words.ts";
import { namedText } from "#client/preview-words.ts";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { durationWords } from "#components/ui/duration-words.ts";
import type { ForecastInput, ForecastView } from "#contract/pipelines/forecasts.ts";
import styles from "./forecast.module.css";
import { ForecastChart } from "./forecast-chart.tsx";

/**
 * What a launch would do when, if somebody asks for it.
 *
 * @param read gives what would be launched; null if a value does not do.
 */
export function ForecastSection({ read }: { read: () => ForecastInput | null }) {
  const ask = useMutation(useTRPC().pipelines.forecast.mutationOptions());
  const show = () => {
    const request = read();
    if (request !== null) ask.mutate(request);
  };
  const section = useRef<HTMLElement>(null);
  const { data } = ask;
  // It is the last part of a long form: what was asked for comes into view.
  useEffect(() => {
    if (data !== undefined) section.current?.scrollIntoView({ block: "start" });
  }, [data]);
  return (
    <section ref={section} className={styles.forecast} aria-label="Forecast" aria-live="polite">
      <Button isBusy={ask.isPending} onClick={show}>
        Show forecast
      </Button>
      {ask.error !== null && <ProblemCallout error={ask.error} />}
      {data !== undefined && <ForecastBody forecast={data} />}
    </section>
  );
}

function ForecastBody({ forecast }: { forecast: ForecastView }) {
  const { refused, unknown, undecided, path } = forecast;
  const notes = forecastNotes(forecast, durationWords);
  const named = [
    { title: `Critical path (${path.count})`, list: path },
    { title: "No past run, counted as taking no time", list: unknown },
    { title: "Not known what they will be given or give", list: undecided },
  ].filter(({ list }) => list.count > 0);
  return (
    <>
      <p className={styles.headline}>{refused ?? forecastHeadline(forecast, durationWords)}</p>
      {refused === null && <p className={styles.note}>{FORECAST_ASSUMES}</p>}
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          <bdi>{note}</bdi>
        </p>
      ))}
      {forecastGroups(forecast, durationWords).map(({ title, lines }) => (
        <dl key={title} className={styles.group}>
          <dt>{title}</dt>
          {lines.map(({ vertex, text }) => (
            <dd key={`${vertex} ${text}`}>
              <bdi>{vertex}</bdi>: <bdi>{text}</bdi>
            </dd>
          ))}
        </dl>
      ))}
      {named.map(({ title, list }) => (
        <dl key={title} className={styles.group}>
          <dt>{title}</dt>
          <dd>
            <bdi>{namedText(list)}</bdi>
          </dd>
        </dl>
      ))}
      {forecast.tracks.length > 0 && <ForecastChart forecast={forecast} />}
    </>
  );
}
