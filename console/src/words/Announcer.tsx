import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import styles from "./Announcer.module.css";

const Announce = createContext<(words: string) => void>(() => {});
const SHOWN_FOR = 6000;

/** Says at the foot of the page, and to screen readers, what has just been done. */
export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<{ words: string } | null>(null);
  const announce = useCallback((words: string) => setSaid({ words }), []);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <Announce value={announce}>
      {children}
      <div className={styles.place} role="status" aria-live="polite">
        {said ? <p className={styles.words}>{said.words}</p> : null}
      </div>
    </Announce>
  );
}

export const useAnnounce = () => useContext(Announce);
