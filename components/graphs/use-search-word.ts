import { useEffect, useState } from "react";
import { usePaused } from "#components/ui/use-paused.ts";

/**
 * The text of a search field that is a word of the address. What is typed counts after a moment; where the address says
 * something else, as after *Back*, the field follows it.
 */
export function useSearchWord(word: string, write: (text: string) => void) {
  const [typed, setTyped] = useState(word);
  const [seen, setSeen] = useState(word);
  const [written, setWritten] = useState(word);
  if (seen !== word) {
    setSeen(word);
    // What was written by this field must not take back the letters that were typed since.
    if (word !== written) {
      setTyped(word);
      setWritten(word);
    }
  }
  const text = typed.trim();
  const paused = usePaused(text);
  useEffect(() => {
    if (paused !== text || paused === word || paused === written) return;
    setWritten(paused);
    write(paused);
  }, [paused, text, word, written, write]);
  return { typed, setTyped };
}
