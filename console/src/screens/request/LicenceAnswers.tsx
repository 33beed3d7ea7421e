import type { RequestDetail } from "../../api/types";
import { t } from "../../words/language";
import { midway } from "../../words/spoken";
import { When } from "../../words/When";
import { Fact } from "./Fact";
import styles from "./Facts.module.css";

type Answers = RequestDetail["answers"];
type Answer = NonNullable<Answers["coverage"]>;

/** What the licence check found out: each answer with whence it came and until when it holds. */
export function LicenceAnswers({ answers }: { answers: Answers }) {
  const { coverage, permissions, holdings, ownership, original, second_extract } = answers;
  const answered = permissions?.standing === "known" || permissions?.standing === "past";
  const uses = answered ? permissions.uses : [];
  return (
    <>
      {second_extract ? (
        <Fact label={t("Second extract")} place="second-extract">
          {t("Order")} {second_extract.order}, {second_extract.price}
          <span className={styles.lack}>
            {second_extract.pages} {t("pages for")} {second_extract.students} {t("students")}
          </span>
        </Fact>
      ) : null}
      <Fact label={t("Coverage")} place="coverage">
        {coverage || uses.length > 0 ? (
          <>
            {coverage ? <Found one={coverage} /> : null}
            {uses.map((one) => (
              <span key={one.use} className={styles.lack}>
                {t(one.label)}: {midway(t(one.allowed_label))}
                {one.words ? t(" (CLA: {words})", { words: one.words }) : ""}
              </span>
            ))}
          </>
        ) : null}
      </Fact>
      <Fact label={t("Original")} place="original">
        {holdings || ownership || original ? (
          <>
            {holdings ? <Found one={holdings} /> : null}
            {ownership ? <Found one={ownership} /> : null}
            {original ? <Found one={original} /> : null}
          </>
        ) : null}
      </Fact>
    </>
  );
}

function Found({ one }: { one: Answer }) {
  return (
    <span className={styles.line}>
      {t(one.label)}
      <span className={styles.lack}>
        {one.source === "api"
          ? t("CLA")
          : one.source === "catalogue"
            ? t("Catalogue")
            : one.checked_by}
        , <When at={one.checked_on} />
        {one.valid_until ? (one.past ? t(", was valid until ") : t(", valid until ")) : ""}
        <When at={one.valid_until} />
        {one.past ? t(" (check again)") : ""}
      </span>
      {one.evidence && (one.source !== "api" || one.value === "not-known") ? (
        <span className={styles.lack}>{one.evidence}</span>
      ) : null}
      {one.override ? (
        <span className={styles.lack}>
          {t("Because")} {one.override}
        </span>
      ) : null}
    </span>
  );
}
