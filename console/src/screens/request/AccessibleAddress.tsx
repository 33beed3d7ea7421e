import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/client";
import { problemOf } from "../../api/refusal";
import type { components } from "../../api/schema";
import type { Detail } from "../../api/types";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { CopyAddress } from "./CopyAddress";
import styles from "./LinkPanel.module.css";

type Address = components["schemas"]["AccessibleAddress"];

/** Where readers ask for a copy that they can use, or why they cannot for this request. */
export function AccessibleAddress({ detail: { request } }: { detail: Detail }) {
  const { data, error } = useQuery({
    queryKey: ["accessible", request.id, request.state],
    queryFn: ({ signal }) =>
      ask<Address>(`/api/requests/${encodeURIComponent(request.id)}/accessible`, signal),
    staleTime: 60_000,
  });
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return null;
  return (
    <div className={styles.part}>
      <h3>{t("For an accessible copy")}</h3>
      {data.url ? (
        <>
          <p className={styles.small}>
            {t("Readers ask at this address, for example from the list.")}
          </p>
          <CopyAddress url={data.url} label={t("Copy address")} />
        </>
      ) : (
        <p className={styles.small}>{data.why ? t(data.why) : t("Readers cannot ask for one.")}</p>
      )}
    </div>
  );
}
