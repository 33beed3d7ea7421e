import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { freshKey, tell } from "../../api/client";
import { queryClient, useAside } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import type { AsideDetail } from "../../api/types";
import { useAnnounce } from "../../words/Announcer";
import { Icon } from "../../words/Icon";
import { mark, t } from "../../words/language";
import { PageTitle } from "../../words/PageTitle";
import { Panel } from "../../words/Panel";
import { ProblemNote } from "../../words/ProblemNote";
import page from "../../words/Screen.module.css";
import { size } from "../../words/spoken";
import { Waiting } from "../../words/Waiting";
import { When } from "../../words/When";
import styles from "./SetAsidePage.module.css";

/** One delivery that was not understood: why, what it said, and what may be done with it. */
export default function SetAsidePage() {
  const { id = "" } = useParams();
  const { data, error } = useAside(id);
  return (
    <>
      <PageTitle words={t("Set aside")} />
      <p className={styles.back}>
        <Link to="/?view=set-aside">
          <Icon name="back" size={14} /> {t("Set aside")}
        </Link>
      </p>
      <h1 className={page.title}>{t("A delivery that was set aside")}</h1>
      {data ? <Delivery key={id} aside={data} /> : null}
      {error && !data ? <ProblemNote problem={problemOf(error)} /> : null}
      {!data && !error ? <Waiting /> : null}
    </>
  );
}

const DONE = { "read-again": mark("Read again."), dismiss: mark("Dismissed.") };

/** What became of it; a request where it was read at last. */
interface Settled {
  outcome: string;
  request?: string | null;
}

function Delivery({ aside: { delivery, raw, actions } }: { aside: AsideDetail }) {
  const [note, setNote] = useState("");
  const navigate = useNavigate();
  const announce = useAnnounce();
  const acting = useMutation({
    mutationFn: (action: keyof typeof DONE) =>
      tell<Settled>("POST", `/api/set-aside/${encodeURIComponent(delivery.id)}/actions/${action}`, {
        body: note.trim() ? { note: note.trim() } : {},
        key: freshKey(),
      }),
    onSuccess: async ({ request }, action) => {
      announce(t(DONE[action]));
      await queryClient.invalidateQueries();
      navigate(request ? `/requests/${encodeURIComponent(request)}` : "/?view=set-aside");
    },
  });
  const busy = (action: keyof typeof DONE) => acting.isPending && acting.variables === action;
  return (
    <div className={styles.stack}>
      <p className={styles.reason}>{t(delivery.reason)}</p>
      <p className={styles.facts}>
        {delivery.rlms_label} · <When at={delivery.added_on} fine /> · {size(delivery.bytes)}
      </p>
      <p className={styles.facts}>
        {t(
          "Read it again once the desk has been mended for it: what can be read then becomes a request. What was sent wrongly, its sender must send again; dismiss it here.",
        )}
      </p>
      {actions.length > 0 ? (
        <div className={styles.act}>
          <TextInput
            label={t("Note")}
            description={t("Kept with the delivery; may stay empty.")}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {actions.includes("read-again") ? (
            <Button
              size="sm"
              loading={busy("read-again")}
              onClick={() => acting.mutate("read-again")}
            >
              {t("Read again")}
            </Button>
          ) : null}
          {actions.includes("dismiss") ? (
            <Button
              size="sm"
              variant="default"
              loading={busy("dismiss")}
              onClick={() => acting.mutate("dismiss")}
            >
              {t("Dismiss")}
            </Button>
          ) : null}
        </div>
      ) : null}
      {acting.error ? <ProblemNote problem={problemOf(acting.error)} /> : null}
      <Panel title={t("What was sent")}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
        <pre className={styles.raw} tabIndex={0}>
          {raw}
        </pre>
      </Panel>
    </div>
  );
}
