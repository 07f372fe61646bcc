import type { PipelineDelta, WatchItem } from "#contract/pipelines/watch.ts";
import { wireText } from "#engine/json/wire.ts";

const texts = new WeakMap<object, Buffer>();

/** The text of an object that many streams send: it is made once. */
function sharedText(value: object): Buffer {
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = Buffer.from(wireText(value));
  texts.set(value, text);
  return text;
}

/**
 * The event of an item as it is sent, in the form in which tRPC's client reads it. Listeners of one pipeline are given the
 * same objects (`watchPipeline`), so their text is made once for all of them.
 */
export function eventOf(id: string, item: WatchItem | PipelineDelta): Buffer {
  return Buffer.concat([Buffer.from("data: "), ...textOf(item), Buffer.from(`\nid: ${id}\n\n`)]);
}

function textOf(item: WatchItem | PipelineDelta): Buffer[] {
  if (!("place" in item)) return textOfDelta(item);
  const { place, delta, refusal } = item;
  if (delta === null) return [Buffer.from(wireText({ place, delta, refusal }))];
  return [
    Buffer.from(`{"place":${wireText(place)},"delta":`),
    ...textOfDelta(delta),
    Buffer.from(`,"refusal":${wireText(refusal)}}`),
  ];
}

function textOfDelta(delta: PipelineDelta): Buffer[] {
  const { log, ...changes } = delta;
  if (log === null) return [sharedText(delta)];
  // Each listener is at a rev of its own; only the page of the log is shared.
  return [Buffer.from(`${wireText(changes).slice(0, -1)},"log":`), sharedText(log), Buffer.from("}")];
}
