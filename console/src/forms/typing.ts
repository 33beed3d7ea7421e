import { useLayoutEffect, useRef, useState } from "react";

/**
 * The words of a searching box while somebody types. Mantine writes the chosen one's name over
 * them whenever that name becomes known; here what is being typed stands.
 */
export function useTyping() {
  const input = useRef<HTMLInputElement>(null);
  const hand = useRef(false);
  const words = useRef("");
  const wholly = useRef(false);
  const [text, setText] = useState("");

  // Whoever has marked all to write over it writes over the name too that comes just then.
  useLayoutEffect(() => {
    if (wholly.current) input.current?.select();
    wholly.current = false;
  }, [text]);

  /** Whether these words are taken into the box: not those that come over what is typed. */
  function takes(said: string): boolean {
    const within = input.current !== null && input.current === document.activeElement;
    if (within && words.current && !hand.current) return false;
    wholly.current = within && !hand.current && isMarked(input.current);
    words.current = hand.current ? said : "";
    hand.current = false;
    setText(said);
    return true;
  }

  return {
    input,
    text,
    takes,
    byHand: () => {
      hand.current = true;
    },
    /** Something was chosen: its name may stand in the box. */
    stop: () => {
      words.current = "";
    },
  };
}

/** Whether the next key takes the place of all that stands there. */
function isMarked(box: HTMLInputElement | null): boolean {
  return box?.selectionStart === 0 && box.selectionEnd === box.value.length;
}
