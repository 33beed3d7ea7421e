import { Button } from "@mantine/core";
import { useState } from "react";
import type { HistoryEvent } from "../../api/types";
import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { When } from "../../words/When";
import styles from "./Log.module.css";

const FIRST = 8;

/** Everything that was done, newest first. */
export function History({ events }: { events: HistoryEvent[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? events : events.slice(0, FIRST);
  return (
    <Panel title={t("History")}>
      <ol className={styles.list}>
        {shown.map((event) => (
          <li key={`${event.version} ${event.at}`} className={styles.event}>
            <p className={styles.words}>
              <strong>{t(event.label)}</strong>
              {event.words ? ` – ${event.words}` : ""}
            </p>
            {event.note ? <p className={styles.note}>{event.note}</p> : null}
            <p className={styles.facts}>
              {event.by_name}, <When at={event.at} fine />
            </p>
          </li>
        ))}
      </ol>
      {events.length > shown.length ? (
        <Button variant="subtle" ml="xs" mb="xs" onClick={() => setAll(true)}>
          {t("Show")} {events.length - shown.length} {t("earlier")}
        </Button>
      ) : null}
    </Panel>
  );
}
