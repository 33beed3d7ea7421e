import { useEffect, useRef, useState } from "react";

interface Typed {
  typed: string;
  setTyped: (text: string) => void;
  /** Tells what is typed, where that was not told already. */
  say: (text: string) => void;
}

/** A field whose value lives in the address. The address changes a moment after it was told to, and
 * what was typed meanwhile stays; only what comes from elsewhere, as by Back, is followed. */
export function useTyped(value: string, onSay: (text: string) => void): Typed {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);

  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);

  function say(text: string) {
    const said = text.trim();
    if (said === told.current) return;
    told.current = said;
    onSay(said);
  }

  return { typed, setTyped, say };
}
