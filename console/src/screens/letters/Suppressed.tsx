import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "react-router";
import { freshKey, tell } from "../../api/client";
import { queryClient } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import { useAnnounce } from "../../words/Announcer";
import { Empty } from "../../words/Empty";
import lines from "../../words/Lines.module.css";
import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { ProblemNote } from "../../words/ProblemNote";
import { When } from "../../words/When";
import styles from "./Letters.module.css";
import { SUPPRESSED, type SuppressedAddress, useSuppressed } from "./use-letters";

/** The addresses that bounced or complained; each may be written to again. */
export function Suppressed() {
  const list = useSuppressed();
  const addresses = list.data?.pages.flatMap((page) => page.suppressed) ?? [];
  return (
    <div className={styles.panel}>
      <Panel title={t("Addresses that are not written to")}>
        {list.error ? <ProblemNote problem={problemOf(list.error)} /> : null}
        {list.data && addresses.length === 0 ? (
          <Empty small title={t("Every address is written to.")}>
            <p>{t("An address whose mail bounces, or whose reader complains, is left alone.")}</p>
          </Empty>
        ) : null}
        <ul className={lines.lines}>
          {addresses.map((one) => (
            <Address key={one.id} address={one} />
          ))}
        </ul>
        {list.hasNextPage ? (
          <Button variant="default" m="md" onClick={() => list.fetchNextPage()}>
            {t("Show more")}
          </Button>
        ) : null}
      </Panel>
    </div>
  );
}

function Address({ address }: { address: SuppressedAddress }) {
  const announce = useAnnounce();
  const lifting = useMutation({
    mutationFn: () =>
      tell("POST", `/api/suppressed/${encodeURIComponent(address.id)}/lift`, { key: freshKey() }),
    onSuccess: () => {
      announce(t("{address} is written to again.", { address: address.shown }));
      return queryClient.invalidateQueries({ queryKey: SUPPRESSED });
    },
  });
  return (
    <li className={lines.line}>
      <div className={lines.words}>
        <p>
          <strong>{address.shown}</strong>
        </p>
        <p>
          {t(address.words)}{" "}
          <span className={styles.more}>
            {t("since")} <When at={address.since} fine />
            {address.request ? (
              <>
                , <Link to={`/requests/${address.request}`}>{t("the request")}</Link>
              </>
            ) : null}
          </span>
        </p>
        {lifting.error ? <ProblemNote problem={problemOf(lifting.error)} /> : null}
      </div>
      <Button
        variant="default"
        aria-label={t("Write to it again: {address}", { address: address.shown })}
        loading={lifting.isPending}
        onClick={() => lifting.mutate()}
      >
        {t("Write to it again")}
      </Button>
    </li>
  );
}
