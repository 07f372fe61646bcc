import type { Channel } from "./notice-rule.ts";
import { type NoticeFacts, type NoticeText, oneLine } from "./notice-text.ts";

/** What is signed into the body where the service wants it there. */
export type BodySign = { readonly timestamp: string; readonly sign: string };

/**
 * The JSON that a service takes, as its documentation says.
 *
 * @param id of the notice: the same in each try.
 * @param sign for Feishu only; null: it is not signed.
 */
export function payloadFor(
  channel: Channel,
  {
    id,
    facts,
    text,
    sign,
  }: {
    readonly id: string;
    readonly facts: NoticeFacts;
    readonly text: NoticeText;
    readonly sign: BodySign | null;
  },
): object {
  switch (channel) {
    case "webhook":
      return { id, ...facts, title: text.title, text: text.lines.join("\n"), link: text.link };
    case "slack":
      return { text: slackText(text) };
    case "teams":
      return teamsCard(text);
    case "feishu":
      return { ...sign, msg_type: "text", content: { text: plainNotice(text) } };
    case "dingtalk":
      return { msgtype: "text", text: { content: plainNotice(text) } };
  }
}

/** A notice as an e-mail or a chat has it: its lines, and the address at the end. */
export function plainNotice({ title, lines, link }: NoticeText): string {
  return [oneLine(title), ...lines, link].join("\n");
}

/** Slack reads `&`, `<` and `>`: a foreign text could mention everybody in a channel. */
function slackText({ title, lines, link }: NoticeText): string {
  const safe = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return [`<${link}|${safe(oneLine(title)).replace(/\|/g, "/")}>`, ...lines.map(safe)].join("\n");
}

/** An adaptive card in a message, as an incoming webhook of Teams takes it. `TextRun` reads no markup. */
function teamsCard({ title, lines, link }: NoticeText): object {
  const run = (text: string, more: object = {}) => ({
    type: "RichTextBlock",
    inlines: [{ type: "TextRun", text, ...more }],
  });
  return {
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          body: [run(oneLine(title), { weight: "Bolder" }), ...lines.map((line) => run(line))],
          actions: [{ type: "Action.OpenUrl", title: "Open", url: link }],
        },
      },
    ],
  };
}
