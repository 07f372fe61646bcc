const place = globalThis as typeof globalThis & { signalboxOnce?: Map<string, unknown> };
place.signalboxOnce ??= new Map();
const made = place.signalboxOnce;

/**
 * What the whole process has once. The built web holds the same module several times, once for nearly each route: what
 * stands in a variable of a module is not seen by all of them.
 *
 * @param name tells it from all others.
 * @param make makes it for the copy of the module that asks first.
 */
export function onceInProcess<Value>(name: string, make: () => Value): Value {
  if (!made.has(name)) made.set(name, make());
  return made.get(name) as Value;
}
