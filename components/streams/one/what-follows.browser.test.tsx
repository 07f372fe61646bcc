import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import type { StreamView } from "#contract/flow/streams.ts";
import type { KnownState } from "../shown/use-stream-states.ts";
import { WhatFollows } from "./what-follows.tsx";

const ASKED = { name: "orders", length: 3, dead: 1, readers: [], problem: null };
const UNREAD: KnownState = { ...ASKED, length: null, dead: null, problem: "not allowed", isUnread: true };

test.each([
  ["was asked, and names no reader", ASKED, "Nobody reads the stream now."],
  ["was not read", UNREAD, "Who reads the stream is not known now: all that read it are given each record."],
  [
    "is still asked",
    undefined,
    "Who reads the stream is not known now: all that read it are given each record.",
  ],
] as const)(
  "before letters are put back into a stream whose state %s, that is said of its readers",
  async (_, state, words) => {
    const stream = { name: "orders", maxLength: 10 } as StreamView;
    const screen = await render(
      <WhatFollows stream={stream} state={state} wanted={{ act: "put-back", search: "" } as never} />,
    );
    await expect.element(screen.getByText(words)).toBeVisible();
  },
);
