/** How deep the type of a value is worked out. */
const MAX_DEPTH = 3;

/** A type of the CEL library. */
type CelType = {
  readonly kind: string;
  readonly keyType?: CelType;
  readonly valueType?: CelType;
  readonly hasDynType: boolean;
};

/** The parts of the library's evaluator that work out the type of a value; they are not in its types. */
type Evaluator = {
  readonly debugType: (value: unknown) => CelType;
  debugTypeDeep: (value: unknown) => CelType;
  readonly registry: {
    readonly getListType: (of: CelType) => CelType;
    readonly getMapType: (keys: CelType, values: CelType) => CelType;
  };
};

const flat = new WeakSet<object>();

/**
 * Makes an evaluator work out types in a few levels only. It keeps every type that it has met: with all levels, whoever
 * sends values of ever new shapes could fill the memory.
 */
export function limitTypeDepth(given: unknown): void {
  if (typeof given !== "object" || given === null || flat.has(given) || !("debugTypeDeep" in given)) return;
  flat.add(given);
  const evaluator = given as Evaluator;
  evaluator.debugTypeDeep = (value) => typeIn(evaluator, value, MAX_DEPTH);
}

function typeIn(evaluator: Evaluator, value: unknown, depth: number): CelType {
  const type = evaluator.debugType(value);
  if (depth === 0) return type;
  if (type.kind === "list") {
    const [first] = value as Iterable<unknown>;
    return first === undefined ? type : evaluator.registry.getListType(typeIn(evaluator, first, depth - 1));
  }
  if (type.kind !== "map") return type;
  const entry = firstEntry(value as object);
  if (entry === undefined || type.keyType === undefined || type.valueType === undefined) return type;
  const [key, inner] = entry;
  return evaluator.registry.getMapType(
    type.keyType.hasDynType ? typeIn(evaluator, key, depth - 1) : type.keyType,
    type.valueType.hasDynType ? typeIn(evaluator, inner, depth - 1) : type.valueType,
  );
}

function firstEntry(value: object): readonly [unknown, unknown] | undefined {
  if (value instanceof Map) return value.entries().next().value;
  for (const key in value) return [key, (value as Record<string, unknown>)[key]];
  return undefined;
}
