import { type NoticeRuleInput, saveNoticeRuleInput } from "#contract/triggers/notices.ts";
import type { NoticeKind } from "#engine/notices/notice-rule.ts";
import type { ChannelKind } from "../shown/notice-words.ts";

/** What is typed and chosen in the form of a rule. */
export type RuleEntries = {
  readonly name: string;
  readonly about: "graph" | "folder";
  readonly graph: string;
  readonly folder: string;
  readonly on: readonly NoticeKind[];
  readonly wait: string;
  readonly lateness: "after" | "by";
  readonly late: string;
  readonly lateBy: string;
  readonly lateZone: string;
  readonly channel: ChannelKind;
  readonly recipients: string;
  readonly addressIn: "rule" | "secret";
  readonly url: string;
  readonly urlSecret: string;
  readonly secret: string;
  readonly hasQuiet: boolean;
  readonly from: string;
  readonly to: string;
  readonly quietZone: string;
  readonly days: readonly number[];
  readonly afterwards: "hold" | "drop";
  readonly repeat: string;
  readonly isActive: boolean;
};
export type EntryName = keyof RuleEntries;

export const ENTRY_LABELS: Readonly<Record<EntryName, string>> = {
  name: "Name",
  about: "About",
  graph: "Graph",
  folder: "Folder",
  on: "Tells of",
  wait: "Once it has waited for",
  lateness: "A pipeline is late",
  late: "After its launch by",
  lateBy: "At this time of the day",
  lateZone: "Time zone of that time",
  channel: "Sent by",
  recipients: "Recipients",
  addressIn: "Its address",
  url: "Address",
  urlSecret: "Secret with the address",
  secret: "Secret that signs",
  hasQuiet: "Quiet hours",
  from: "From",
  to: "To",
  quietZone: "Time zone",
  days: "Days on which they begin",
  afterwards: "Afterwards",
  repeat: "Not again within",
  isActive: "Active: it sends notices",
};

const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7];

/** What the form of a new rule begins with. */
export function newRuleEntries(graph: string, zone: string): RuleEntries {
  return {
    ...{ name: "", about: "graph", graph, folder: "", on: ["failed"] },
    ...{ wait: "", lateness: "after", late: "", lateBy: "06:00", lateZone: zone },
    ...{ channel: "webhook", recipients: "", addressIn: "rule", url: "", urlSecret: "", secret: "" },
    ...{ hasQuiet: false, from: "22:00", to: "06:00", quietZone: zone, days: ALL_DAYS, afterwards: "hold" },
    ...{ repeat: "", isActive: true },
  };
}

/** What the form of a stored rule begins with. */
export function entriesOfRule(rule: NoticeRuleInput, zone: string): RuleEntries {
  const first = newRuleEntries("", zone);
  const { to, quiet } = rule;
  return {
    ...first,
    ...{ name: rule.name, on: rule.on, isActive: rule.active ?? true },
    about: rule.graph === undefined ? "folder" : "graph",
    ...{ graph: rule.graph ?? "", folder: rule.folder ?? "" },
    ...{ wait: rule.wait ?? "", late: rule.late ?? "", repeat: rule.repeat ?? "" },
    ...(rule.lateBy !== undefined && {
      lateness: "by" as const,
      lateBy: rule.lateBy,
      lateZone: rule.zone ?? "UTC",
    }),
    channel: to.kind,
    ...(to.kind === "email"
      ? { recipients: to.to.join("\n") }
      : {
          addressIn: to.urlSecret === undefined ? ("rule" as const) : ("secret" as const),
          ...{ url: to.url ?? "", urlSecret: to.urlSecret ?? "", secret: to.secret ?? "" },
        }),
    ...(quiet !== undefined && {
      ...{ hasQuiet: true, from: quiet.from, to: quiet.to, quietZone: quiet.zone },
      ...{ days: quiet.days ?? ALL_DAYS, afterwards: quiet.afterwards ?? ("hold" as const) },
    }),
  };
}

/** The labels of the fields in which two forms differ. */
export function differingRuleLabels(one: RuleEntries, other: RuleEntries): readonly string[] {
  const names = Object.keys(ENTRY_LABELS) as EntryName[];
  return names
    .filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]))
    .map((name) => ENTRY_LABELS[name]);
}

/** Slack and Teams take no signature: their address is the secret. */
export function canSign(channel: ChannelKind): boolean {
  return channel === "webhook" || channel === "feishu" || channel === "dingtalk";
}

/** The rule that the entries say, and what is wrong with it as far as a page can tell. */
export function readRuleEntries(entries: RuleEntries): {
  readonly rule: NoticeRuleInput;
  readonly problems: ReadonlyMap<EntryName, string>;
} {
  const rule = ruleOf(entries);
  const problems = new Map<EntryName, string>();
  const need = (name: EntryName, isThere: boolean, text: string) => !isThere && problems.set(name, text);
  need("name", rule.name !== "", "Required: enter a name.");
  if (entries.about === "graph") need("graph", entries.graph !== "", "Required: choose a graph.");
  need("on", entries.on.length > 0, "Choose at least one.");
  if (entries.on.includes("late"))
    need(
      entries.lateness === "after" ? "late" : "lateBy",
      timeOfLate(entries) !== "",
      "Required: 2h or 06:00.",
    );
  if (entries.channel === "email") need("recipients", recipientsIn(entries).length > 0, "Enter an address.");
  else if (entries.addressIn === "rule") need("url", entries.url.trim() !== "", "Enter the address.");
  else need("urlSecret", entries.urlSecret.trim() !== "", "Enter the name of a secret.");
  if (entries.hasQuiet) need("days", entries.days.length > 0, "Choose at least one.");
  const parsed = saveNoticeRuleInput.safeParse(rule);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const name = entryAt(path.join("."), entries);
    if (name !== null && !problems.has(name)) problems.set(name, message);
  }
  return { rule, problems };
}

/** The field of the form that shows what is wrong with this field of a rule; null where none does. */
export function entryAt(path: string, { addressIn, lateness }: RuleEntries): EntryName | null {
  const known: Readonly<Record<string, EntryName>> = {
    ...{ name: "name", graph: "graph", folder: "folder", on: "on", wait: "wait", repeat: "repeat" },
    ...{ late: lateness === "after" ? "late" : "lateBy", lateBy: "lateBy", zone: "lateZone" },
    ...{ to: "channel", "to.to": "recipients", "to.url": addressIn === "rule" ? "url" : "urlSecret" },
    ...{ "to.urlSecret": "urlSecret", "to.secret": "secret" },
    ...{ quiet: "from", "quiet.from": "from", "quiet.to": "to", "quiet.zone": "quietZone" },
    ...{ "quiet.days": "days" },
  };
  for (let part = path; part !== ""; part = part.slice(0, Math.max(0, part.lastIndexOf(".")))) {
    const found = known[part];
    if (found !== undefined) return found;
  }
  return null;
}

function ruleOf(entries: RuleEntries): NoticeRuleInput {
  const { about, graph, folder, on, wait, repeat, hasQuiet, isActive } = entries;
  const { from, to, quietZone, days, afterwards, lateness, lateZone } = entries;
  const isLate = on.includes("late");
  return {
    name: entries.name.trim(),
    ...(about === "graph" ? { graph } : { folder }),
    on: [...on],
    ...(on.includes("waiting") && wait.trim() !== "" && { wait: wait.trim() }),
    ...(isLate && lateness === "after" && { late: timeOfLate(entries) }),
    ...(isLate && lateness === "by" && { lateBy: timeOfLate(entries), zone: lateZone }),
    to: targetOf(entries),
    ...(hasQuiet && { quiet: { from, to, zone: quietZone, days: [...days], afterwards } }),
    ...(repeat.trim() !== "" && { repeat: repeat.trim() }),
    active: isActive,
  };
}

function timeOfLate({ lateness, late, lateBy }: RuleEntries): string {
  return (lateness === "after" ? late : lateBy).trim();
}

function targetOf(entries: RuleEntries): NoticeRuleInput["to"] {
  const { channel, addressIn } = entries;
  if (channel === "email") return { kind: "email", to: recipientsIn(entries) };
  const secret = entries.secret.trim();
  return {
    kind: channel,
    ...(addressIn === "rule" ? { url: entries.url.trim() } : { urlSecret: entries.urlSecret.trim() }),
    ...(canSign(channel) && secret !== "" && { secret }),
  };
}

function recipientsIn({ recipients }: RuleEntries): string[] {
  return recipients.split(/[\s,;]+/).filter((each) => each !== "");
}
