import { Terminal } from "lucide-react";
import { useDraft } from "#components/draft/draft-context.ts";
import type { FileJson, Place } from "#components/draft/edits/edit.ts";
import { nameProblem } from "#components/draft/edits/edit-vertices.ts";
import { INTERPRETERS } from "#engine/model/graph-content.ts";
import { type Pick, PickList } from "./pick-list.tsx";
import { useNewVertex } from "./use-new-vertex.ts";

const LANGUAGES: Readonly<Record<string, string>> = {
  bash: "Bash",
  sh: "POSIX shell",
  python3: "Python",
  node: "Node",
};

/** The list that a double click on the empty canvas opens: what to add there, and under which name. */
export function AddList({ screen, at, onClose }: { screen: Place; at: Place; onClose: () => void }) {
  const file = useDraft((store) => store.draft.file);
  const { add } = useNewVertex();
  const picksFor = (query: string): readonly Pick[] => {
    const kinds = INTERPRETERS.map((interpreter): Pick & { words: string } => {
      const spec: FileJson = interpreter === "bash" ? {} : { interpreter };
      const text = interpreter === "bash" ? "Script" : `${LANGUAGES[interpreter]} script`;
      return {
        id: interpreter,
        text,
        words: `${text} ${interpreter}`.toLowerCase(),
        icon: <Terminal aria-hidden />,
        pick: () => void add({ at, spec }),
      };
    });
    if (query === "") return kinds;
    const fitting = kinds.filter(({ words }) => words.includes(query.toLowerCase()));
    const named: Pick = {
      id: "named",
      text: `Script called “${query}”`,
      icon: <Terminal aria-hidden />,
      problem: nameProblem(file, query),
      pick: () => void add({ at, name: query }),
    };
    return [...fitting, named];
  };
  return (
    <PickList
      label="Add a vertex"
      placeholder="Kind, or a name for the new vertex"
      picksFor={picksFor}
      at={screen}
      onClose={onClose}
    />
  );
}
