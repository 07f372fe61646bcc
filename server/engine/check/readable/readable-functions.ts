/** A function of expressions, as people are offered it. */
export type ReadableFunction = {
  readonly name: string;
  readonly help: string;
  /** A whole expression that uses it. */
  readonly example: string;
};

/** The functions that people need most. Behind a point it is one of a text or a list. */
export const READABLE_FUNCTIONS: readonly ReadableFunction[] = [
  { name: "has", help: "Whether a value is there", example: "has(params.env)" },
  { name: "size", help: "How many items, or characters", example: "size([1, 2])" },
  { name: "int", help: "A text as a whole number", example: 'int("3")' },
  { name: "double", help: "A text as a number", example: 'double("2.5")' },
  { name: "string", help: "A value as text", example: "string(3)" },
  {
    name: "timestamp",
    help: "A text as a moment",
    example: 'timestamp("2026-12-24T18:00:00Z").getFullYear()',
  },
  { name: "contains", help: "Whether a text has a part", example: '"web-1".contains("web")' },
  { name: "startsWith", help: "Whether a text begins so", example: '"web-1".startsWith("web")' },
  { name: "endsWith", help: "Whether a text ends so", example: '"web-1".endsWith("1")' },
  { name: "fits", help: "Whether the whole text fits a pattern", example: '"web-1".fits("web-[0-9]+")' },
  { name: "split", help: "A text as a list of its parts", example: '"a,b".split(",")' },
  { name: "join", help: "A list of texts as one text", example: '["a", "b"].join(", ")' },
  { name: "trim", help: "A text without space around it", example: '" a ".trim()' },
  { name: "lowerAscii", help: "A text in small letters", example: '"PROD".lowerAscii()' },
  { name: "upperAscii", help: "A text in capital letters", example: '"prod".upperAscii()' },
  { name: "substring", help: "A part of a text, by its places", example: '"web-1".substring(0, 3)' },
  { name: "filter", help: "The items for which something holds", example: "[1, 2, 3].filter(x, x > 1)" },
  { name: "map", help: "A list with something made of each item", example: "[1, 2].map(x, x * 2)" },
  { name: "exists", help: "Whether something holds for an item", example: "[1, 2].exists(x, x > 1)" },
  { name: "all", help: "Whether something holds for all items", example: "[1, 2].all(x, x > 0)" },
];
