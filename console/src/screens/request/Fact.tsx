import type { ReactNode } from "react";
import { t } from "../../words/language";
import { ActionButton } from "./ActionBar";
import { useDeskActions } from "./desk-actions";
import styles from "./Facts.module.css";
import { placeOf } from "./places";

interface Props {
  label: string;
  /** Which edits stand beside it. */
  place: string;
  children?: ReactNode;
}

/** One fact that the desk works on, with the edits that concern it. */
export function Fact({ label, place, children }: Props) {
  const desk = useDeskActions();
  const differs = desk.differs.filter((one) => one.place === place);
  const offers = desk.offers.filter(({ action }) => placeOf(action) === place);
  if (!children && offers.length === 0) return null;
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>
        {children ?? <span className={styles.lack}>{t("not yet known")}</span>}
        {differs.length > 0 ? (
          <span className={styles.differs}>
            {t("The list says:")}{" "}
            {differs.map(({ label: called, sent }) => `${t(called)}: ${sent}`).join("; ")}
          </span>
        ) : null}
      </dd>
      <dd className={styles.buttons}>
        {offers.map((offer) => (
          <ActionButton key={offer.action} offer={offer} quiet />
        ))}
      </dd>
    </div>
  );
}
