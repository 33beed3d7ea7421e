import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/client";
import { problemOf } from "../../api/refusal";
import type { components } from "../../api/schema";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { Screen } from "../../words/Screen";
import { Waiting } from "../../words/Waiting";
import { OnePack } from "./OnePack";
import styles from "./Packs.module.css";

type Found = components["schemas"]["Packs"];

/** What each licence or statute allows, in the desk's numbers, with where they are from. */
export default function Packs() {
  const packs = useQuery({
    queryKey: ["packs"],
    queryFn: ({ signal }) => ask<Found>("/api/packs", signal),
    staleTime: 300_000,
  });
  return (
    <Screen
      title={t("Policy packs")}
      intro={t(
        "What a licence or a statute allows, in numbers that the extent meter counts by. Each says its sources and the days on which it holds; which packs are used is a setting of the desk.",
      )}
    >
      {packs.error ? <ProblemNote problem={problemOf(packs.error)} /> : null}
      {packs.isPending ? <Waiting /> : null}
      {packs.data ? (
        <>
          <p className={styles.order}>
            {t("Tried in this order: {order}", { order: packs.data.order.join(", ") })}
          </p>
          <div className={styles.packs}>
            {packs.data.packs.map((one) => (
              <OnePack key={`${one.code} ${one.version}`} pack={one} />
            ))}
          </div>
        </>
      ) : null}
    </Screen>
  );
}
