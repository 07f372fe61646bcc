"use client";

import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronDown, X } from "lucide-react";
import { pressedKey } from "../keys/pressed-key.ts";
import styles from "./field.module.css";
import { Field, type FieldProps } from "./field.tsx";
import comboStyles from "./search-select-field.module.css";
import selectStyles from "./select-field.module.css";

/** What is needed where somebody else looks for what is typed: `options` are then what was found. */
type Search = {
  readonly onSearch: (typed: string) => void;
  readonly onOpen: () => void;
  /** What is typed is still looked for. */
  readonly isSearching: boolean;
  /** Shown while there are none. */
  readonly emptyText: string;
};

type Props = FieldProps & {
  options: readonly string[];
  value: string;
  onValueChange: (value: string) => void;
  placeholder?: string;
  disabled?: boolean;
  /** Says what no choice means; there is a button for it. Left out, a choice cannot be taken back. */
  clearText?: string | undefined;
  search?: Search;
};

/** More are not read, and take long to draw: a letter more narrows the list. */
const MAX_SHOWN = 50;

/** A choice among many names: a few letters of it narrow the list. */
export function SearchSelectField({
  label,
  hint,
  error,
  isRequired = false,
  options,
  value,
  onValueChange,
  placeholder,
  disabled = false,
  clearText,
  search,
}: Props) {
  return (
    <Field label={label} hint={hint} error={error ?? null} isRequired={isRequired}>
      <Base.Root
        items={options}
        value={value === "" ? null : value}
        onValueChange={(chosen, details) => {
          // Choosing again what is chosen is no change, as in a select: what depends on it stays.
          if (keepsByEscape(details) || chosen === value) return;
          if (chosen !== null || clearText !== undefined) onValueChange(chosen ?? "");
        }}
        onInputValueChange={(typed, details) => {
          if (!keepsByEscape(details)) search?.onSearch(typed);
        }}
        {...(search !== undefined && {
          filter: null,
          onOpenChange: (isOpen: boolean) => isOpen && search.onOpen(),
        })}
        autoHighlight
        limit={MAX_SHOWN}
        disabled={disabled}
      >
        <span className={comboStyles.frame}>
          <Base.Input
            className={styles.control}
            placeholder={placeholder}
            aria-required={isRequired || undefined}
            spellCheck={false}
            onKeyDown={(event) => {
              // With nothing to take it would close the list and lose what is typed.
              if (search?.isSearching !== true || options.length > 0 || pressedKey(event) !== "Enter") return;
              event.preventBaseUIHandler();
              event.preventDefault();
            }}
          />
          {clearText !== undefined && value !== "" ? (
            <Base.Clear className={comboStyles.clear} aria-label={clearText}>
              <X aria-hidden />
            </Base.Clear>
          ) : (
            <ChevronDown className={comboStyles.mark} aria-hidden />
          )}
        </span>
        <Base.Portal>
          <Base.Positioner className={selectStyles.positioner} sideOffset={4}>
            <Base.Popup className={selectStyles.popup}>
              <Base.Empty className={comboStyles.empty}>{search?.emptyText ?? "Nothing matches."}</Base.Empty>
              <Base.List>
                {(option: string) => (
                  <Base.Item key={option} value={option} className={selectStyles.item}>
                    <bdi>{option}</bdi>
                    <Base.ItemIndicator className={selectStyles.icon}>
                      <Check aria-hidden />
                    </Base.ItemIndicator>
                  </Base.Item>
                )}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </Field>
  );
}

/** Escape closes the list. In a field whose list is closed it leads out of the field, and takes no choice away. */
function keepsByEscape(details: Base.Root.ChangeEventDetails): boolean {
  if (details.reason !== "escape-key") return false;
  details.cancel();
  details.allowPropagation();
  return true;
}
