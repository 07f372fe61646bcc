import { Ellipsis } from "lucide-react";
import { useRef } from "react";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { Menu } from "#components/ui/overlays/menu.tsx";
import { useWidth } from "#components/ui/use-width.ts";
import { LogSearch, type ShownSearch } from "../log/search/log-search.tsx";
import { useSearchKey } from "../log/search/use-search-key.ts";
import styles from "../log/tools/log-tools.module.css";
import { NARROW_PX, searchItems } from "../log/tools/tool-items.tsx";

/** The search of all logs, with its switches in a menu where there is no room. */
export function AllSearch({ search, step }: { search: ShownSearch; step: (step: 1 | -1) => void }) {
  const field = useSearchKey();
  const bar = useRef<HTMLDivElement>(null);
  const width = useWidth(bar);
  const isNarrow = width > 0 && width < NARROW_PX;
  return (
    <div
      ref={bar}
      className={styles.tools}
      data-narrow={isNarrow || undefined}
      role="toolbar"
      aria-label="Log tools"
    >
      <LogSearch search={search} field={field} step={step} isNarrow={isNarrow} label="Search all logs" />
      {isNarrow && (
        <span className={styles.switches}>
          <Menu
            trigger={<IconButton size="small" label="More for this search" icon={<Ellipsis aria-hidden />} />}
            items={searchItems(search)}
          />
        </span>
      )}
    </div>
  );
}
