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
  /** What the list said, where it says something else. */
  differs?: string | null;
  children?: ReactNode;
}

/** One fact that the desk works on, with the edits that concern it. */
export function Fact({ label, place, differs, children }: Props) {
  const offers = useDeskActions().offers.filter(({ action }) => placeOf(action) === place);
  if (!children && offers.length === 0) return null;
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>
        {children ?? <span className={styles.lack}>{t("not yet known")}</span>}
        {differs ? (
          <span className={styles.differs}>
            {t("The list says:")} {differs}
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
