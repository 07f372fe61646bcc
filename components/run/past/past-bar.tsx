import { ChevronLeft, ChevronRight, History } from "lucide-react";
import { useEffect, useRef } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { LongText } from "#components/ui/long-text.tsx";
import { eventSentence } from "./event-sentence.ts";
import styles from "./past-bar.module.css";
import { MAX_EVENTS, type PastControl } from "./use-past-run.ts";

/** Says that the run is shown as it stood, and moves through its instants: by a slider, buttons and keys. */
export function PastBar({ control, onLeave }: { control: PastControl; onLeave: () => void }) {
  const { instants, place, isCut, error, retry, go } = control;
  const slider = useRef<HTMLInputElement>(null);
  const isLoaded = instants !== null;
  useEffect(() => {
    if (isLoaded) slider.current?.focus();
  }, [isLoaded]);
  const last = (instants?.length ?? 1) - 1;
  const instant = instants?.[place];
  const event = instant?.events[0];
  const more = (instant?.events.length ?? 1) - 1;
  const words = event === undefined ? "" : `${eventSentence(event)}${more > 0 ? `, and ${more} more` : ""}`;
  return (
    <section
      className={styles.bar}
      aria-label="The past of the run"
      onKeyDown={(pressed) => {
        if (pressedKey(pressed) !== "Escape") return;
        pressed.preventDefault();
        onLeave();
      }}
    >
      <p className={styles.words}>
        <History aria-hidden />
        <strong>This is the past.</strong>
        {instant !== undefined && <time dateTime={instant.at.toISOString()}>{timeText(instant.at)}</time>}
        <span>{words !== "" && <LongText text={words} title="What happened then" />}</span>
      </p>
      {error !== null && (
        <ProblemCallout error={error} actions={<Button onClick={retry}>Try again</Button>} />
      )}
      <div className={styles.tools}>
        <IconButton
          label="One change back"
          icon={<ChevronLeft aria-hidden />}
          disabled={!isLoaded || place <= 0}
          onClick={() => go(place - 1)}
        />
        <input
          ref={slider}
          type="range"
          className={styles.slider}
          aria-label="Instant"
          aria-valuetext={instant === undefined ? "Loading" : `${timeText(instant.at)}, ${words}`}
          min={0}
          max={last}
          value={place}
          disabled={!isLoaded}
          onChange={({ target }) => go(Number(target.value))}
        />
        <IconButton
          label="One change on"
          icon={<ChevronRight aria-hidden />}
          disabled={!isLoaded || place >= last}
          onClick={() => go(place + 1)}
        />
        <span className={styles.count}>
          {isLoaded ? `${place + 1} of ${last + 1}` : "Loading the events …"}
        </span>
        <Button size="small" look="primary" onClick={onLeave}>
          Back to live
        </Button>
      </div>
      {isCut && (
        <p className={styles.count}>
          Only the first {MAX_EVENTS.toLocaleString("en-US")} events can be looked at here.
        </p>
      )}
    </section>
  );
}

/** To the millisecond, in the reader's zone. */
function timeText(at: Date): string {
  return `${at.toLocaleDateString("en-CA")} ${at.toLocaleTimeString("en-GB")}.${String(at.getMilliseconds()).padStart(3, "0")}`;
}
