/** A text of so many characters without a place to break. It begins with `start`. */
export function wide(start: string, length: number): string {
  return `${start}${"Wm".repeat(length)}`.slice(0, length);
}

/** A text of many lines and paragraphs. */
export function prose(start: string, length: number): string {
  const sentence = "It goes on with words of usual length, and with no end in sight.\n";
  return `${start} ${sentence.repeat(Math.ceil(length / sentence.length))}`.slice(0, length).trimEnd();
}

/** The longest name of most things. */
export const NAME = (start: string) => wide(`${start}-`, 100);
/** The longest name of a vertex. */
const VERTEX = (start: string) => wide(`${start}-`, 64);
/** The longest name of a param, an input or an output. */
export const VALUE = (start: string) => wide(`${start}_`, 64);

export const GRAPH = NAME("overfull");
/** Its draft has a thousand findings. */
export const WARNED = NAME("warned");
/** Many of its pipelines wait for somebody. */
export const ASKING = NAME("asking");
/** In each other. */
export const FOLDERS = [NAME("folder"), NAME("inner"), NAME("innermost")];

export const FAILS = VERTEX("fails");
export const DONE = VERTEX("done");
export const ASKS = VERTEX("asks");
export const ITEMS = VERTEX("items");

const HOSTS = Array.from({ length: 1_000 }, (_, index) => wide(`host-${index}-`, 50));
const LONG_LINE = wide("line ", 4_096);
/** 64 KiB with lines of all lengths. */
const SCRIPT = `${`# ${wide("a comment of one line ", 8_000)}\n`}${"echo a usual line of a script\n".repeat(1_900)}`;
/** As many fields as a person would never fill in. */
const MANY = Object.fromEntries(
  Array.from({ length: 60 }, (_, index) => [
    VALUE(`field_${index}`),
    { type: "string", default: wide("value ", 300), description: prose("A field.", 500) },
  ]),
);
const ASSIGNEES = [
  "group:everyone",
  ...Array.from({ length: 30 }, (_, index) => `person:${NAME(`person-${index}`)}`),
];

/** A graph of which everything is as long as it may be. */
export const OVERFULL = {
  signalbox: 1,
  name: GRAPH,
  description: prose("What it is for.", 10_000),
  onFailure: "continue",
  params: {
    [VALUE("hosts")]: { type: "list", default: HOSTS, description: prose("Where to.", 2_000) },
    [VALUE("note")]: { type: "text", default: prose("A note.", 65_000) },
    [VALUE("line")]: { type: "string", default: LONG_LINE },
    [VALUE("data")]: {
      type: "json",
      default: Object.fromEntries(HOSTS.slice(0, 500).map((host) => [host, 1])),
    },
    [VALUE("choice")]: { type: "enum", enum: HOSTS, default: HOSTS[0] },
  },
  vertices: {
    [DONE]: {
      description: prose("What it does.", 10_000),
      inputs: {
        [VALUE("hosts")]: { type: "list", from: `params.${VALUE("hosts")}` },
        [VALUE("line")]: { type: "string", from: `params.${VALUE("line")}` },
        ...MANY,
      },
      outputs: { [VALUE("hosts")]: { type: "list" }, [VALUE("line")]: { type: "string" } },
      script: [
        `echo "${VALUE("hosts")}=$${VALUE("hosts")}" >> "$SIGNALBOX_OUTPUT"`,
        `echo "${VALUE("line")}=$${VALUE("line")}" >> "$SIGNALBOX_OUTPUT"`,
        `echo "$${VALUE("hosts")}"; seq 1000`,
        SCRIPT.replaceAll("echo a usual", "# echo a usual"),
      ].join("\n"),
      revert: "echo undone",
      timeout: "10m",
      retry: { max: 3 },
      locks: [wide("lock-", 63)],
    },
    [FAILS]: {
      description: prose("What fails.", 10_000),
      inputs: { [VALUE("line")]: { type: "string", from: `params.${VALUE("line")}` } },
      script: `echo "$${VALUE("line")}" >&2; exit 3`,
    },
    [ASKS]: {
      kind: "approval",
      description: prose("Why it is asked.", 10_000),
      prompt: {
        title: prose("Shall it go on?", 1_000).replaceAll("\n", " "),
        assignees: ASSIGNEES,
        timeout: "30d",
      },
      inputs: {
        [VALUE("hosts")]: { type: "list", from: `outputs.${DONE}.${VALUE("hosts")}` },
        [VALUE("note")]: { type: "text", from: `params.${VALUE("note")}` },
        [VALUE("required")]: {
          type: "string",
          required: true,
          description: prose("What to fill in.", 2_000),
        },
        ...MANY,
      },
    },
    [ITEMS]: {
      foreach: { items: `params.${VALUE("hosts")}`, parallel: 4 },
      inputs: { [VALUE("host")]: { type: "string", from: "item" } },
      labels: [wide("no-runner-has-", 63)],
      script: "echo {x}",
    },
    [VERTEX("request")]: {
      kind: "http",
      http: {
        url: `https://example.com/${wide("path", 2_000)}`,
        method: "POST",
        body: prose("A body.", 60_000),
      },
    },
    [VERTEX("calls")]: { kind: "wait", wait: { callback: "once" }, timeout: "30d" },
    [VERTEX("after")]: { script: "true" },
  },
  edges: [
    { tail: DONE, head: ASKS, when: `params.${VALUE("line")} != '${wide("no ", 300)}'` },
    `${DONE} -> ${ITEMS}`,
    `${ASKS} -> ${VERTEX("request")} -> ${VERTEX("after")}`,
    {
      tail: FAILS,
      head: VERTEX("after"),
      when: `exit == 3 && params.${VALUE("line")} != '${wide("no ", 300)}'`,
    },
  ],
  frames: { [VERTEX("frame")]: { title: wide("Frame ", 100), vertices: [ASKS, ITEMS] } },
  notes: { [VERTEX("note")]: { text: prose("# A note\n\n", 5_000), at: [0, -400] } },
};

/** A graph that checks with a thousand warnings. */
export const WARNED_GRAPH = {
  signalbox: 1,
  name: WARNED,
  todo: Array.from({ length: 500 }, (_, index) => wide(`to do ${index} `, 300)),
  vertices: {
    [VERTEX("warned")]: { script: "true", todo: Array.from({ length: 500 }, (_, index) => `to do ${index}`) },
  },
};

/** A graph that asks once, and its description is the number of its revision. */
export const askingGraph = (revision: number) => ({
  signalbox: 1,
  name: ASKING,
  description: `${revision}`,
  vertices: { [VERTEX("asks")]: { kind: "approval", prompt: { title: wide(`Number ${revision} `, 200) } } },
});
