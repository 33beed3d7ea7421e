import { Button } from "@mantine/core";
import { useState } from "react";
import type { HistoryEvent } from "../../api/types";
import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { dayOf, TimeOf } from "../../words/When";
import styles from "./Log.module.css";

const FIRST = 8;

/** Everything that was done, newest first, under the days on which it was. */
export function History({ events }: { events: HistoryEvent[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? events : events.slice(0, FIRST);
  return (
    <Panel title={t("History")}>
      {[...byDay(shown)].map(([day, ofDay]) => (
        <section key={day}>
          <h3 className={styles.day}>{day}</h3>
          <ol className={styles.list}>
            {ofDay.map((event) => (
              <Done key={`${event.version} ${event.at}`} event={event} />
            ))}
          </ol>
        </section>
      ))}
      {events.length > shown.length ? (
        <Button variant="subtle" ml="xs" mb="xs" onClick={() => setAll(true)}>
          {t("Show")} {events.length - shown.length} {t("earlier")}
        </Button>
      ) : null}
    </Panel>
  );
}

function byDay(events: HistoryEvent[]): Map<string, HistoryEvent[]> {
  const days = new Map<string, HistoryEvent[]>();
  for (const event of events) {
    const day = dayOf(event.at);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return days;
}

function Done({ event }: { event: HistoryEvent }) {
  return (
    <li className={styles.event}>
      <p className={styles.words}>
        <strong>{t(event.label)}</strong>
        {event.words ? ` – ${event.words}` : ""}
      </p>
      {event.note ? <p className={styles.note}>{event.note}</p> : null}
      <p className={styles.facts}>
        {event.by === "desk" ? t("The desk") : event.by_name}, <TimeOf at={event.at} />
      </p>
    </li>
  );
}
