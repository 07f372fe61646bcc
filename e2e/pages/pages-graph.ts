/** Turns what follows it around. Where a text that has it is not isolated, the words after it read backwards. */
const TURN = "\\u202E";
/** A name that is written from right to left. */
export const LAUNCHER = "דנה 1";
/** A graph whose pages have a little of everything. */
export const GRAPH = `signalbox: 1
name: pages
description: "a little of everything${TURN} that pages show"
params:
  where: { type: string, default: "north${TURN}", description: "which side${TURN}" }
vertices:
  prepare:
    inputs: { side: { type: string, from: params.where } }
    outputs: { found: { type: string } }
    script: |
      echo warned >&2; echo "{side} ready"
      printf 'found=one\\u202E' >> "$SIGNALBOX_OUTPUT"
  break:
    description: "ends with${TURN} an error"
    script: exit 3
  ask:
    description: "asks${TURN} where to"
    inputs:
      host: { type: string, required: true, description: "where to${TURN}" }
      count: { type: integer, default: 3, min: 1 }
    script: "echo {host} {count}"
  after: { script: echo after }
edges: [prepare -> break, prepare -> ask, ask -> after]
onFailure: continue
`;
