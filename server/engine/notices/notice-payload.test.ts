import { expect, test } from "vitest";
import { payloadFor } from "./notice-payload.ts";
import type { Channel } from "./notice-rule.ts";
import { type NoticeFacts, noticeText } from "./notice-text.ts";

const SITE = "https://signalbox.example.com";
const FACTS: NoticeFacts = {
  kind: "failed",
  rule: "nightly-failed",
  graph: "nightly-etl",
  folder: "ops",
  pipeline: 7,
  pipelineName: "nightly-etl",
  launchedBy: "ann",
  since: "2026-01-02T03:04:05.000Z",
  vertex: "load",
  reason: "exit code 3",
  lastLine: "disk full",
};
const NOW = Date.parse("2026-01-02T03:34:05.000Z");
const LINES = [
  "Graph: nightly-etl, in ops",
  "Launched by: ann",
  "Failed at: 2026-01-02T03:04:05.000Z",
  "Vertex: load",
  "Reason: exit code 3",
  "Last line of its log: disk full",
];
const LINK = `${SITE}/pipelines/7`;
const PLAIN = ["nightly-etl #7 failed", ...LINES, LINK].join("\n");

function sent(channel: Channel, facts = FACTS, sign: { timestamp: string; sign: string } | null = null) {
  return payloadFor(channel, { id: "e1", facts, text: noticeText(facts, SITE, NOW), sign });
}

test("a webhook gets the facts, and the text of them", () => {
  expect(sent("webhook")).toEqual({
    id: "e1",
    ...FACTS,
    title: "nightly-etl #7 failed",
    text: LINES.join("\n"),
    link: LINK,
  });
});

test("Slack gets one text that begins with a link", () => {
  expect(sent("slack")).toEqual({ text: [`<${LINK}|nightly-etl #7 failed>`, ...LINES].join("\n") });
});

test("Teams gets a message with an adaptive card", () => {
  const run = (text: string, more: object = {}) => ({
    type: "RichTextBlock",
    inlines: [{ type: "TextRun", text, ...more }],
  });
  expect(sent("teams")).toEqual({
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          body: [run("nightly-etl #7 failed", { weight: "Bolder" }), ...LINES.map((line) => run(line))],
          actions: [{ type: "Action.OpenUrl", title: "Open", url: LINK }],
        },
      },
    ],
  });
});

test("Feishu gets a text, with its signature beside it where it is signed", () => {
  const plain = { msg_type: "text", content: { text: PLAIN } };
  expect(sent("feishu")).toEqual(plain);
  const sign = { timestamp: "1767324845", sign: "abc=" };
  expect(sent("feishu", FACTS, sign)).toEqual({ ...sign, ...plain });
});

test("DingTalk gets a text", () => {
  expect(sent("dingtalk")).toEqual({ msgtype: "text", text: { content: PLAIN } });
});

test("a foreign text mentions nobody in Slack, and takes one line everywhere", () => {
  const evil = "<!channel> a&b\r\nGraph: other\u202e";
  const facts = { ...FACTS, lastLine: evil, pipelineName: "x|<https://evil.example.com>" };
  const { text } = sent("slack", facts) as { text: string };
  expect(text).toContain("&lt;!channel&gt; a&amp;b Graph: other");
  expect(text).toContain("Pipeline: x|&lt;https://evil.example.com&gt;");
  expect(text.split("\n")).toHaveLength(LINES.length + 2);
  for (const channel of ["feishu", "dingtalk", "teams"] as const)
    expect(JSON.stringify(sent(channel, facts))).not.toContain("\u202e");
});

test("each kind has its own first line, and says since when", () => {
  const title = (more: Partial<NoticeFacts>) => noticeText({ ...FACTS, ...more }, SITE, NOW).title;
  expect(title({ kind: "failure-handled" })).toBe(
    "nightly-etl #7 succeeded, and a failure in it was handled",
  );
  expect(title({ kind: "recovered" })).toBe("nightly-etl #7 succeeded after a failure");
  expect(title({ kind: "waiting" })).toBe("nightly-etl #7 waits for a person at load, since 30m");
  expect(title({ kind: "lost" })).toBe(
    "nightly-etl #7 waits for a decision about load, which is lost, since 30m",
  );
  expect(title({ kind: "late" })).toBe("nightly-etl #7 is late: it has not ended, since 30m");
  expect(title({ kind: "test" })).toBe("[Test] Notices of the rule nightly-failed arrive here");
});

test("a summary has the first of what was held back, and how many more there are", () => {
  const held = { lines: ["a #1 failed", "a #2 failed"], count: 5 };
  const { title, lines } = noticeText({ ...FACTS, kind: "summary", pipeline: null, held }, SITE, NOW);
  expect(title).toBe("5 notices of the rule nightly-failed were held back");
  expect(lines).toEqual(["a #1 failed", "a #2 failed", "… and 3 more"]);
});

test("the labels of the launch stand in the text, each on no line of its own, and in the facts of a webhook", () => {
  const labelled = { ...FACTS, labels: { team: "shop", tier: "1" } };
  expect(noticeText(labelled, SITE, NOW).lines).toEqual([
    ...LINES.slice(0, 2),
    "Labels: team=shop, tier=1",
    ...LINES.slice(2),
  ]);
  expect(sent("webhook", labelled)).toMatchObject({ labels: { team: "shop", tier: "1" } });
  expect(noticeText({ ...FACTS, labels: {} }, SITE, NOW).lines).toEqual(LINES);
});
