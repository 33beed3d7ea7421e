import { Link } from "react-router";
import type { Detail } from "../../api/types";
import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import { When } from "../../words/When";
import { Fact } from "./Fact";
import styles from "./Facts.module.css";

type Wish = NonNullable<Detail["request"]["wish"]>;

/** What a reader needs who cannot use the scan as it is; the API says it to those who make it. */
export function WishPanel({ wish }: { wish: Wish | null }) {
  if (!wish) return null;
  return (
    <Panel title={t("What the reader asked for")}>
      <dl className={styles.facts}>
        <Fact label={t("What would help")} place="wish">
          {wish.helps.length > 0
            ? wish.helps.map((help) => (
                <span key={help} className={styles.line}>
                  {t(help)}
                </span>
              ))
            : null}
        </Fact>
        <Fact label={t("Comment")} place="wish">
          {wish.comment ? <span className={styles.asSent}>{wish.comment}</span> : null}
        </Fact>
        <Fact label={t("Course")} place="wish">
          {wish.course || null}
        </Fact>
        <Fact label={t("The scan")} place="wish">
          <Link to={`/requests/${wish.about}`}>{t("Request {id}", { id: wish.about })}</Link>
        </Fact>
        <Fact label={t("Given")} place="wish">
          {wish.given ? <Given given={wish.given} /> : null}
        </Fact>
      </dl>
    </Panel>
  );
}

function Given({ given }: { given: NonNullable<Wish["given"]> }) {
  return (
    <>
      {t(given.how_label)}
      {given.url ? (
        <a className={styles.line} href={given.url} target="_blank" rel="noreferrer">
          {given.url}
        </a>
      ) : null}
      <span className={styles.lack}>
        <When at={given.on} />
      </span>
      {given.note ? <span className={styles.asSent}>{given.note}</span> : null}
    </>
  );
}
