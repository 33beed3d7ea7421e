import { Button } from "@mantine/core";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import styles from "./Announcer.module.css";

/** What may still be done about it: taken back, as a rule. */
export interface Afterwards {
  label: string;
  act: () => void;
  /** How long it is offered, in milliseconds. */
  offered: number;
}
interface Said {
  words: string;
  afterwards?: Afterwards;
}

const Announce = createContext<(words: string, afterwards?: Afterwards) => void>(() => {});
const SHOWN_FOR = 6000;

/** Says at the foot of the page, and to screen readers, what has just been done. */
export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<Said | null>(null);
  const announce = useCallback(
    (words: string, afterwards?: Afterwards) => setSaid({ words, afterwards }),
    [],
  );
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), said.afterwards?.offered ?? SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <Announce value={announce}>
      {children}
      <div className={styles.place} role="status" aria-live="polite">
        {said ? (
          <p className={styles.words}>
            {said.words}
            {said.afterwards ? (
              <Button
                className={styles.afterwards}
                variant="default"
                size="compact-sm"
                onClick={() => {
                  setSaid(null);
                  said.afterwards?.act();
                }}
              >
                {said.afterwards.label}
              </Button>
            ) : null}
          </p>
        ) : null}
      </div>
    </Announce>
  );
}

export const useAnnounce = () => useContext(Announce);
