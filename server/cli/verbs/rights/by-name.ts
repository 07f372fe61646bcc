import { badUsage, notFound } from "../../command/command-problem.ts";

type Named = { readonly id: number; readonly name: string };

/**
 * The one with a name, or else with a number. Upper and lower case are the same.
 *
 * @throws CommandProblem where there is none, or several.
 */
export function byName<Each extends Named>(all: readonly Each[], wanted: string, what: string): Each {
  const key = wanted.trim().toLowerCase();
  const named = all.filter(({ name }) => name.toLowerCase() === key);
  const found = named.length > 0 ? named : all.filter(({ id }) => String(id) === key);
  const [first] = found;
  if (first === undefined) throw notFound(`There is no ${what} "${wanted}".`);
  if (found.length > 1) {
    const ids = found.map(({ id }) => id).join(", ");
    throw badUsage(`There are ${found.length} of the name "${wanted}".`, `Say the number instead: ${ids}.`);
  }
  return first;
}
