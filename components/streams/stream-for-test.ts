import type { StreamState, StreamView } from "#contract/flow/streams.ts";
import type { EntryText, StreamEntry } from "#contract/stream-entries.ts";

/** A stream as the API gives it. */
export function streamForTest(more: Partial<StreamView> = {}): StreamView {
  return {
    ...{
      name: "orders",
      folder: "shop",
      connection: "queue",
      redisKey: more.name ?? "orders",
      maxLength: 50_000,
    },
    ...{ maxRecordBytes: 65_536, version: 1, keyField: "id", savedAt: new Date(0), savedBy: "ann" },
    ...more,
  };
}

/** What its Redis says of it. */
export function stateForTest(more: Partial<StreamState> = {}): StreamState {
  return {
    ...{ name: "orders", length: 1_204, dead: 3, problem: null },
    readers: [
      {
        group: "signalbox-0123456789ab-trigger-1",
        by: "trigger",
        trigger: "on-order",
        transfer: null,
        state: "active",
        pending: 2,
        waiting: 40,
      },
    ],
    ...more,
  };
}

/** A text of Redis. */
export function textForTest(text: string, more: Partial<EntryText> = {}): EntryText {
  return { text, isText: true, bytes: text.length, isCut: false, ...more };
}

/** A dead letter of a trigger. */
export function letterForTest(id: string, reason: string, canPutBack = true): StreamEntry {
  return {
    ...{ id, at: new Date(1_795_763_045_050), fieldCount: 2 },
    fields: [
      { name: textForTest("id"), value: textForTest("a-1") },
      { name: textForTest("bytes"), value: textForTest("ff fe", { isText: false, bytes: 2 }) },
    ],
    letter: {
      ...{ originalId: textForTest("7-7"), reason: textForTest(reason), deliveries: 5 },
      ...{ by: "trigger", from: textForTest("on-order"), canPutBack },
    },
  };
}
