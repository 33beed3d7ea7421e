import type { Detail } from "../../api/types";
import { t } from "../../words/language";
import { When } from "../../words/When";
import { ExtentFact } from "./ExtentFact";
import { Fact } from "./Fact";
import styles from "./Facts.module.css";
import { LicenceAnswers } from "./LicenceAnswers";
import { RuleFact } from "./RuleFact";

/** By which right the copy is made: licence, extent, the rule that decided, clearance. */
export function Rights({ request }: { request: Detail["request"] }) {
  const { licence, extent, clearance } = request;
  return (
    <>
      <Fact label={t("Licence")} place="licence">
        {licence ? (
          <>
            {t(licence.basis_label)}
            <span className={styles.lack}>
              {t("checked by")} {licence.checked_by}, <When at={licence.checked_on} />
              {licence.valid_until ? t(", valid until ") : ""}
              <When at={licence.valid_until} />
            </span>
            {licence.note ? <span className={styles.line}>{licence.note}</span> : null}
          </>
        ) : (
          <Unchecked />
        )}
      </Fact>
      <LicenceAnswers answers={request.answers} />
      <ExtentFact extent={extent} />
      <RuleFact ruling={request.ruling} />
      <Fact label={t("Clearance")} place="clearance">
        {clearance ? (
          <>
            {clearance.cc_number ||
              (clearance.reason_label && t(clearance.reason_label)) ||
              t("being worked on")}
            <span className={styles.lack}>
              {clearance.cc_order_date ? t("ordered ") : ""}
              <When at={clearance.cc_order_date} />
              {clearance.cc_approval_date ? t(" approved ") : ""}
              <When at={clearance.cc_approval_date} />
              {clearance.start ? t(" from ") : ""}
              <When at={clearance.start} />
              {clearance.end ? t(" until ") : ""}
              <When at={clearance.end} />
            </span>
            {clearance.note ? <span className={styles.line}>{clearance.note}</span> : null}
          </>
        ) : null}
      </Fact>
    </>
  );
}

function Unchecked() {
  return <span className={styles.lack}>{t("not yet checked")}</span>;
}
